import Dataset
import Foundation
import TestSupport
import Testing

/// LeRobot's own reader, from PyPI, opens what ``EpisodeWriter`` recorded.
@Suite(.enabled(if: LeRobotPython.isPresent, "needs a Python with lerobot 0.3, datasets, torch and torchcodec"))
struct LeRobotReaderTests {
    private static let program = """
        import json, numpy, sys
        from lerobot.datasets.compute_stats import compute_episode_stats
        from lerobot.datasets.lerobot_dataset import LeRobotDataset
        dataset = LeRobotDataset("toy/toy", root=sys.argv[1], video_backend="torchcodec",
                                 delta_timestamps={"action": [0, 0.05, 0.1]})
        item = dataset[4]
        rows = dataset.hf_dataset.with_format("arrow")[:]["observation.state"].to_pylist()
        state = numpy.array(rows, dtype=numpy.float32)[3:]
        expected = compute_episode_stats({"observation.state": state}, dataset.features)["observation.state"]
        found = dataset.meta.episodes_stats[1]["observation.state"]
        front = dataset.meta.episodes_stats[1]["observation.images.front"]
        print(json.dumps({
            "episodes": dataset.num_episodes, "frames": dataset.num_frames, "fps": dataset.fps,
            "types": {name: str(type) for name, type in dataset.hf_dataset.features.items()},
            "cameras": dataset.meta.camera_keys, "task": item["task"],
            "state": item["observation.state"].tolist(), "action": item["action"].tolist(),
            "padded": item["action_is_pad"].tolist(), "index": item["index"].item(),
            "timestamp": item["timestamp"].item(), "shape": list(item["observation.images.front"].shape),
            "brightness": item["observation.images.front"].mean().item() * 255,
            "statisticsDiffer": max(float(abs(found[key] - expected[key]).max()) for key in expected),
            "frontMean": front["mean"].tolist(), "frontStd": front["std"].tolist(), "frontCount": front["count"].tolist(),
        }))
        """

    private struct Report: Decodable {
        let episodes, frames, fps, index: Int
        let types: [String: String]
        let cameras: [String]
        let task: String
        let state: [Double]
        let action: [[Double]]
        let padded: [Bool]
        let timestamp, brightness, statisticsDiffer: Double
        let shape, frontCount: [Int]
        let frontMean, frontStd: [[[Double]]]
    }

    @Test func reads() throws {
        try withTemporaryDirectory { directory in
            let root = directory.appending(path: "toy")
            let writer = try EpisodeWriter(root: root, description: RecordingFixture.description)
            try RecordingFixture.record(steps: 3, to: writer, task: "first")
            try RecordingFixture.record(steps: 4, to: writer, task: "say \"hi\", ünïcode 🤖")
            let (status, output) = LeRobotPython.run(
                Self.program, arguments: [root.path], home: directory.appending(path: "cache"))
            try #require(status == 0, "\(output.suffix(2000))")
            let result = try #require(output.split(separator: "\n").last)
            let report = try JSONDecoder().decode(Report.self, from: Data(result.utf8))

            #expect((report.episodes, report.frames, report.fps) == (2, 7, 20))
            #expect(report.cameras == ["observation.images.front", "observation.images.wrist"])
            #expect(report.types["observation.state"]?.contains("length=3") == true)
            // Row 4 of the dataset is step 1 of the second episode.
            #expect(report.task == "say \"hi\", ünïcode 🤖")
            #expect(report.index == 4)
            #expect(report.state == [1, 0.5, 1])
            #expect(report.action == [[2, -0.5, 0], [3, -0.5, 0], [4, -0.5, 0]])
            #expect(report.padded == [false, false, false])
            #expect(abs(report.timestamp - 0.05) < 1e-6)
            #expect(report.shape == [3, 48, 64])
            #expect(abs(report.brightness - 7) < 2)
            #expect(report.statisticsDiffer < 1e-6)
            // Frames of brightness 0, 7, 14, 21.
            for colour in 0..<3 {
                #expect(abs(report.frontMean[colour][0][0] - 10.5 / 255) < 1e-9)
                #expect(abs(report.frontStd[colour][0][0] - 61.25.squareRoot() / 255) < 1e-9)
            }
            #expect(report.frontCount == [4])
        }
    }
}
