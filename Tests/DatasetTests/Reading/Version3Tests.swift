import Dataset
import Embodiment
import Foundation
import TestSupport
import Testing

@Suite struct Version3Tests {
    @Test func findsRowsAndPicturesOfEveryEpisode() throws {
        try withTemporaryDirectory { root in
            try ToyVersion3.write(in: root)
            let dataset = try LeRobotDataset(root)
            #expect(dataset.episodes.map(\.index) == ToyVersion3.indices)
            #expect(dataset.stepCount == 15)
            for step in (0..<15).reversed() {
                let sample = try dataset[step]
                let position = try #require(ToyVersion3.indices.firstIndex(of: sample.episode))
                #expect(sample.observation.state["arm"]?.values == [Double(position * 100 + sample.row), 1])
                let image = try #require(sample.observation.video["cam"]?.first)
                let brightness = ToyDataset.brightness(episode: position, row: sample.row)
                #expect((ToyDataset.brightness(image) - Int(brightness)).magnitude <= 2)
                #expect(sample.observation.annotation["human.task_description"] == [["a", "b", "c"][position]])
            }
            #expect(dataset.check().isEmpty)
        }
    }

    /// A window never runs into the neighbours that share the file.
    @Test func windowsStayInTheEpisode() throws {
        try withTemporaryDirectory { root in
            try ToyVersion3.write(in: root)
            let key = ModalityKey(.state, "arm")
            let camera = ModalityKey(.video, "cam")
            let dataset = try LeRobotDataset(
                root,
                modalityConfigs: [
                    "state": ModalityConfig(deltaIndices: [-9, -1, 0, 1, 9], modalityKeys: [key]),
                    "video": ModalityConfig(deltaIndices: [-9, 0, 9], modalityKeys: [camera]),
                ])
            let sample = try dataset.step(episode: 4, row: 0)
            #expect(sample.observation.state["arm"]?.columns(0..<1).values == [100, 100, 100, 101, 103])
            let frames = try #require(sample.observation.video["cam"]).map { ToyDataset.brightness($0) }
            let expected = [0, 0, 3].map { Int(ToyDataset.brightness(episode: 1, row: $0)) }
            #expect(zip(frames, expected).allSatisfy { ($0 - $1).magnitude <= 2 })
        }
    }

    @Test func episodeInNoFileIsAnError() throws {
        try withTemporaryDirectory { root in
            try ToyVersion3.write(in: root)
            try FileManager.default.removeItem(at: root.appending(path: "data/chunk-000/file-001.parquet"))
            let dataset = try LeRobotDataset(root)
            let file = root.appending(path: "data/chunk-000/file-000.parquet").path
            #expect(throws: DatasetError.episodeNotInFile(episode: 7, file: file)) {
                try dataset.step(episode: 7, row: 0)
            }
        }
    }

    @Test(arguments: [
        ("length", Int64.max), ("length", -1), ("dataset_from_index", .max), ("dataset_from_index", .min),
        ("data/file_index", .max), ("data/file_index", -1), ("videos/cam/chunk_index", .min), ("episode_index", -5),
    ])
    func hostileListsAreErrors(column: String, value: Int64) throws {
        try withTemporaryDirectory { root in
            try ToyVersion3.write(in: root)
            // Without the column episode_index in the data, rows are found by the list's numbers alone.
            for file in ["000", "001"] {
                try ToyDataset.replace("episode_index", by: nil, "data/chunk-000/file-\(file).parquet", in: root)
            }
            try ToyDataset.replace(
                column, by: .int64([value, value]), "meta/episodes/chunk-000/file-000.parquet", in: root)
            #expect(throws: DatasetError.self) { _ = try LeRobotDataset(root)[0] }
        }
    }

    @Test func unfinishedRecordingIsAnError() throws {
        try withTemporaryDirectory { root in
            try ToyVersion3.write(in: root)
            try FileManager.default.removeItem(at: root.appending(path: "meta/episodes"))
            #expect { try LeRobotDataset(root) } throws: { "\($0)".contains("finalized") }
        }
    }

    /// Its statistics are approximate: they are computed again, beside them.
    @Test func approximateStatisticsAreNotUsed() throws {
        try withTemporaryDirectory { root in
            try ToyVersion3.write(in: root)
            let wrong = #"{"max": [9, 9], "min": [9, 9], "mean": [9, 9], "std": [9, 9], "q01": [9, 9], "q99": [9, 9]}"#
            try Data(#"{"observation.state": \#(wrong), "action": \#(wrong)}"#.utf8)
                .write(to: root.appending(path: "meta/stats.json"))
            let statistics = try LeRobotDataset(root).statistics()
            #expect(statistics["observation.state"]?.max == [204, 1])
            #expect(FileManager.default.fileExists(atPath: root.appending(path: "meta/stats_gr00t.json").path))
        }
    }

    /// Written by lerobot 0.4.4: frames of constant colour 0, 20, 40…, AV1, and a feature of pictures in the parquet file.
    @Test(.enabled(if: Shared.isPresent, "needs ../shared")) func readsLeRobotsOwn() throws {
        let root = Shared.data.appending(path: "lerobot_v3_tiny")
        #expect { try LeRobotDataset(root) } throws: { "\($0)".contains("plain LeRobot dataset") }
        let info = try DatasetInfo(dataset: root)
        var map = ModalityMap(guessedFrom: info)
        #expect(map.video.keys.sorted() == ["front"])
        map.video["still"] = Source(originalKey: "observation.images.still")
        let dataset = try LeRobotDataset(root, modalityMap: map)
        #expect(dataset.episodes.map(\.length) == [6, 4])
        #expect(dataset.episodes.map(\.indexRange) == [0..<6, 6..<10])
        #expect(
            dataset.episodes.map { $0.videos["observation.images.front"]?.fromTimestamp } == [0, 0.6])
        for step in 0..<10 {
            let sample = try dataset[step]
            let row = step < 6 ? step : step - 6
            #expect(sample.row == row)
            #expect(
                sample.observation.state["single_arm"]?.values == [Double(row), Double(row + 1), Double(row + 2)])
            #expect(sample.observation.annotation["human.task_description"] == [step < 6 ? "pick" : "place"])
            for camera in ["front", "still"] {
                let image = try #require(sample.observation.video[camera]?.first)
                #expect((ToyDataset.brightness(image) - 20 * row).magnitude <= 1)
            }
        }
        #expect(dataset.check().isEmpty)
    }
}
