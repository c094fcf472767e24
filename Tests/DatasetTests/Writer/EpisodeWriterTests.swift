import Dataset
import Embodiment
import Foundation
import Media
import Parquet
import TestSupport
import Testing

@Suite struct EpisodeWriterTests {
    typealias Fixture = RecordingFixture

    @Test func countsEpisodesAndSteps() throws {
        try withTemporaryDirectory { root in
            let writer = try EpisodeWriter(root: root, description: Fixture.description)
            try Fixture.record(steps: 3, to: writer)
            try Fixture.record(steps: 5, to: writer)
            #expect((writer.episodeCount, writer.frameCount, writer.stepCount) == (2, 8, 0))
        }
    }

    @Test func nothingHiddenIsLeft() throws {
        try withTemporaryDirectory { root in
            try Fixture.record(steps: 3, to: EpisodeWriter(root: root, description: Fixture.description))
            #expect(
                Fixture.files(in: root) == [
                    "meta/info.json", "meta/modality.json", "meta/episodes.jsonl", "meta/tasks.jsonl",
                    "meta/episodes_stats.jsonl", "data/chunk-000/episode_000000.parquet",
                    "videos/chunk-000/observation.images.front/episode_000000.mp4",
                    "videos/chunk-000/observation.images.wrist/episode_000000.mp4",
                ])
        }
    }

    @Test func theRowsAreWhatWasAdded() throws {
        try withTemporaryDirectory { root in
            let writer = try EpisodeWriter(root: root, description: Fixture.description)
            try Fixture.record(steps: 3, to: writer, task: "a")
            for step in 0..<4 { try Fixture.add(step: step, to: writer, task: step < 2 ? "b" : "a") }
            try writer.finishEpisode()
            let file = root.appending(path: "data/chunk-000/episode_000001.parquet")
            let types = try ParquetFile.schema(file).map { "\($0.name): \($0.type)" }
            #expect(
                types == [
                    "observation.state: fixed_size_list<float>[3]", "action: fixed_size_list<float>[3]",
                    "timestamp: float", "frame_index: int64", "episode_index: int64", "index: int64",
                    "task_index: int64",
                ])
            let table = try ParquetFile.read(file)
            func integers(_ name: String) throws -> [Int] { try #require(table[name]).integers() }
            #expect(try integers("frame_index") == [0, 1, 2, 3])
            #expect(try integers("episode_index") == [1, 1, 1, 1])
            #expect(try integers("index") == [3, 4, 5, 6])
            #expect(try integers("task_index") == [1, 1, 0, 0])
            #expect(try #require(table["timestamp"]).doubles() == (0..<4).map { Double(Float($0) / 20) })
            #expect(try #require(table["action"]).vectors().values.prefix(6) == [1, -0.5, 0, 2, -0.5, 0])
            #expect(try ParquetFile.metadata(file)["huggingface"]?.contains("\"length\": 3") == true)
            #expect(
                try Fixture.lines("meta/episodes.jsonl", in: root) == [
                    #"{"episode_index": 0, "tasks": ["a"], "length": 3}"#,
                    #"{"episode_index": 1, "tasks": ["a", "b"], "length": 4}"#,
                ])
            #expect(
                try Fixture.lines("meta/tasks.jsonl", in: root) == [
                    #"{"task_index": 0, "task": "a"}"#, #"{"task_index": 1, "task": "b"}"#,
                ])
        }
    }

    @Test func theVideosHaveAFramePerStep() throws {
        try withTemporaryDirectory { root in
            try Fixture.record(steps: 6, to: EpisodeWriter(root: root, description: Fixture.description))
            let file = root.appending(path: "videos/chunk-000/observation.images.front/episode_000000.mp4")
            let video = try VideoReader(file)
            #expect((video.properties.frameCount, video.properties.width, video.properties.height) == (6, 64, 48))
            #expect(abs(Int(try video.frame(5).pixels[0]) - 35) <= 2)
        }
    }

    @Test func modalityNamesTheSlices() throws {
        try withTemporaryDirectory { root in
            _ = try EpisodeWriter(root: root, description: Fixture.description)
            let text = try Fixture.text("meta/modality.json", in: root).filter { !$0.isWhitespace }
            #expect(
                text
                    == #"{"state":{"arm":{"start":0,"end":2,"absolute":true},"gripper":{"start":2,"end":3,"absolute":true}},"#
                    + #""action":{"arm":{"start":0,"end":2,"absolute":false},"gripper":{"start":2,"end":3,"absolute":true}},"#
                    + #""video":{"front":{"original_key":"observation.images.front"},"#
                    + #""wrist":{"original_key":"observation.images.wrist"}},"#
                    + #""annotation":{"human.task_description":{"original_key":"task_index"}}}"#)
        }
    }

    @Test func recordsAnObservation() throws {
        try withTemporaryDirectory { root in
            let writer = try EpisodeWriter(root: root, description: Fixture.description)
            let observation = Observation(
                video: [
                    "front": [Fixture.image(width: 64, height: 48, brightness: 9)],
                    "wrist": [Fixture.image(width: 32, height: 32, brightness: 9)],
                ],
                state: [
                    "arm": Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4]),
                    "gripper": Matrix(rows: 1, columns: 1, values: [5]),
                ], annotation: ["human.task_description": ["wave"]])
            try writer.add(observation: observation, action: ["arm": [0, 0], "gripper": [0]])
            try writer.finishEpisode()
            let table = try ParquetFile.read(root.appending(path: "data/chunk-000/episode_000000.parquet"))
            #expect(try #require(table["observation.state"]).vectors().values == [3, 4, 5])
            #expect(try Fixture.text("meta/tasks.jsonl", in: root).contains("wave"))
        }
    }

    @Test func aRefusedStepLeavesTheEpisodeAsItWas() throws {
        try withTemporaryDirectory { root in
            let writer = try EpisodeWriter(root: root, description: Fixture.description)
            try Fixture.add(step: 0, to: writer)
            let front = Fixture.image(width: 64, height: 48, brightness: 1)
            let wrist = Fixture.image(width: 32, height: 32, brightness: 1)
            func refused(
                arm: [Double] = [1, 2], wrist: Image? = wrist, extra: [String: Image] = [:], task: String = "t"
            ) -> String {
                var frames = extra.merging(["front": front]) { $1 }
                frames["wrist"] = wrist
                do {
                    try writer.add(
                        state: ["arm": arm, "gripper": [1]], action: ["arm": [1, 2], "gripper": [1]], frames: frames,
                        task: task)
                    return "accepted"
                } catch { return "\(error)" }
            }
            #expect(refused(arm: [1]).hasPrefix("state.arm has 1 values in step 1, its description says 2"))
            #expect(refused(arm: [1, .nan]).hasPrefix("state.arm[1] is not a finite number"))
            #expect(refused(arm: [1, 1e300]).hasPrefix("state.arm[1] is not a finite number"))
            #expect(refused(wrist: nil).hasPrefix("step 1 has no video.wrist"))
            #expect(refused(wrist: front).hasPrefix("video.wrist has 64x48 pixels"))
            #expect(refused(extra: ["back": front]).hasPrefix("video.back is not part of this dataset"))
            #expect(refused(task: " ").hasPrefix("step 1 has no task"))
            #expect(writer.stepCount == 1)
            try writer.finishEpisode()
            #expect(writer.frameCount == 1)
        }
    }

    @Test func anEpisodeCanBeDiscarded() throws {
        try withTemporaryDirectory { root in
            let writer = try EpisodeWriter(root: root, description: Fixture.description)
            #expect(throws: RecordingError.emptyEpisode) { try writer.finishEpisode() }
            try Fixture.add(step: 0, to: writer)
            writer.discardEpisode()
            #expect(throws: RecordingError.emptyEpisode) { try writer.finishEpisode() }
            try Fixture.record(steps: 2, to: writer)
            #expect((writer.episodeCount, writer.frameCount) == (1, 2))
        }
    }

    private static func spoiled(_ change: (inout DatasetDescription) -> Void) -> DatasetDescription {
        var description = Fixture.description
        change(&description)
        return description
    }

    @Test(arguments: [
        ("state.arm", spoiled { $0.state[0].joints = [] }), ("a.b", spoiled { $0.action[0].name = "a.b" }),
        ("no state", spoiled { $0.state = [] }), ("same name", spoiled { $0.cameras[1].name = "front" }),
        ("63x48", spoiled { $0.cameras[0].width = 63 }), ("frames per second", spoiled { $0.framesPerSecond = 0 }),
        ("annotation", spoiled { $0.annotation = "" }),
    ])
    func aBadDescriptionIsRefused(what: String, description: DatasetDescription) throws {
        try withTemporaryDirectory { root in
            let error = #expect(throws: RecordingError.self) {
                try EpisodeWriter(root: root, description: description)
            }
            #expect(error?.description.contains(what) == true)
            let left = try FileManager.default.contentsOfDirectory(atPath: root.path)
            #expect(left.isEmpty)
        }
    }
}
