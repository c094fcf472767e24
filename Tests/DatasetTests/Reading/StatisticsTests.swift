import Dataset
import Embodiment
import Foundation
import Parquet
import TestSupport
import Testing

@Suite struct StatisticsTests {
    private func statistics(of values: [Double]) throws -> Statistics {
        try withTemporaryDirectory { root in
            try ToyDataset.record([values.count], in: root)
            let state: [Double] = values.flatMap { [$0, 0.1, 1] }
            try ToyDataset.replace(
                "observation.state",
                by: .fixedList(rows: values.count, width: 3, elements: ParquetArray(.double(state))),
                ToyDataset.firstFile, in: root)
            return try #require(try LeRobotDataset(root).statistics()["observation.state"])
        }
    }

    @Test func areNumPys() throws {
        // numpy: mean, std, quantile(0.01), quantile(0.99) of [3, 1, 4, 1, 5, 9, 2, 6].
        let statistics = try statistics(of: [3, 1, 4, 1, 5, 9, 2, 6])
        #expect(statistics.mean[0] == 3.875)
        #expect((statistics.std[0] - 2.5708704751503917).magnitude < 1e-15)
        #expect(statistics.min[0] == 1)
        #expect(statistics.max[0] == 9)
        #expect(statistics.q01[0] == 1)
        #expect((statistics.q99[0] - 8.79).magnitude < 1e-12)
        // A constant has no spread, and its own value as mean: normalisation asks whether min == max.
        #expect(statistics.mean[1] == 0.1 && statistics.std[1] == 0 && statistics.q01[1] == 0.1)
    }

    @Test func areWrittenBesideTheDataAndNoticeOtherData() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            let file = root.appending(path: "meta/stats_gr00t.json")
            let first = try LeRobotDataset(root).statistics()
            #expect(FileManager.default.fileExists(atPath: file.path))
            // Believed while the data is the same…
            try ToyDataset.edit("meta/stats_gr00t.json", in: root) {
                $0.replacingOccurrences(of: "4.5", with: "77.5")
            }
            let changed = try LeRobotDataset(root).statistics()
            #expect(changed != first && changed["observation.state"]?.mean[0] == 77.5)
            #expect(try LeRobotDataset(root).statistics(recompute: true) == first)
            // …and computed again for other data.
            try ToyDataset.record([12], in: root)
            let second = try LeRobotDataset(root).statistics()
            #expect(second["observation.state"]?.max[0] == 11)
        }
    }

    /// LeRobot v2.0 writes statistics without quantiles; the reference overwrites them, losing those of the pictures.
    @Test func incompleteOnesStayAsTheyAre() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            let text = #"{"action": {"mean": [1], "std": [1], "min": [1], "max": [1]}, "observation.images.front": {}}"#
            let url = root.appending(path: "meta/stats.json")
            try Data(text.utf8).write(to: url)
            #expect(try LeRobotDataset(root).statistics()["observation.state"]?.max[0] == 9)
            #expect(try String(contentsOf: url, encoding: .utf8) == text)
        }
    }

    @Test func tooShortOnesAreAnError() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            let entry = #"{"mean": [1], "std": [1], "min": [1], "max": [1], "q01": [1], "q99": [1]}"#
            try Data(#"{"action": \#(entry), "observation.state": \#(entry)}"#.utf8)
                .write(to: root.appending(path: "meta/stats.json"))
            #expect {
                try LeRobotDataset(root).metadata(embodimentTag: .gr1)
            } throws: {
                guard case DatasetError.badStatistics = $0 else { return false }
                return true
            }
        }
    }

    @Test(arguments: [Double.nan, .infinity]) func namesTheNumberThatIsNone(_ bad: Double) throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            var state = [Double](repeating: 1, count: 30)
            state[4 * 3 + 1] = bad
            try ToyDataset.replace(
                "observation.state", by: .fixedList(rows: 10, width: 3, elements: ParquetArray(.double(state))),
                ToyDataset.firstFile, in: root)
            let dataset = try LeRobotDataset(root)
            func names(_ key: String) -> (any Error) -> Bool {
                {
                    "\($0)".contains("'\(key)' is \(bad) in row 4 of episode 0")
                        && "\($0)".contains(ToyDataset.firstFile)
                }
            }
            #expect { try dataset.computeStatistics() } throws: { names("observation.state[1]")($0) }
            #expect { _ = try dataset[4] } throws: { names("state.arm[1]")($0) }
            #expect(throws: Never.self) { _ = try dataset[3] }
            #expect(dataset.check().contains { names("state.arm[1]")($0) })
        }
    }

    @Test func metadataMergesByTag() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            let metadata = try LeRobotDataset(root).metadata(embodimentTag: .newEmbodiment)
            #expect(metadata.statistics.state["gripper"]?.mean == [1])
            #expect(metadata.modalities.action["arm"]?.absolute == false)
            #expect(metadata.modalities.video["front"] == VideoMetadata(resolution: [64, 48], channels: 3, fps: 20))
            let checkpoint = root.appending(path: "checkpoint")
            let url = checkpoint.appending(path: MetadataFile.path)
            #expect(throws: DatasetError.self) {
                try MetadataFile.read(checkpoint: checkpoint, embodimentTag: .newEmbodiment)
            }
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(#"{"robocasa_panda_omron": {"kept": [1, null, "x"]}}"#.utf8).write(to: url)
            try MetadataFile.write(metadata, checkpoint: checkpoint)
            var other = metadata
            other.embodimentTag = .gr1
            try MetadataFile.write(other, checkpoint: checkpoint)
            #expect(
                try MetadataFile.embodimentTags(checkpoint: checkpoint) == [
                    "gr1", "new_embodiment", "robocasa_panda_omron",
                ])
            #expect(try MetadataFile.read(checkpoint: checkpoint, embodimentTag: .newEmbodiment) == metadata)
            #expect {
                try MetadataFile.read(checkpoint: checkpoint, embodimentTag: .oxeDroid)
            } throws: {
                "\($0)".contains("Use one of: gr1, new_embodiment, robocasa_panda_omron.")
            }
        }
    }
}
