import Dataset
import Foundation
import Media
import Parquet
import TestSupport
import Testing

/// Every damage is an error that names the file.
@Suite struct DamagedDatasetTests {
    private typealias Damage = (name: String, words: [String], apply: @Sendable (URL) throws -> Void)

    private static let front = "observation.images.front"

    private static func remove(_ path: String) -> @Sendable (URL) throws -> Void {
        { try FileManager.default.removeItem(at: $0.appending(path: path)) }
    }

    private static func truncate(_ path: String) -> @Sendable (URL) throws -> Void {
        { root in
            let url = root.appending(path: path)
            let data = try Data(contentsOf: url)
            try data.prefix(data.count / 2).write(to: url)
        }
    }

    private static func edit(_ path: String, _ old: String, _ new: String) -> @Sendable (URL) throws -> Void {
        { root in
            try ToyDataset.edit(path, in: root) { text in
                #expect(text.contains(old), "\(path): \(text)")
                return text.replacingOccurrences(of: old, with: new)
            }
        }
    }

    private static func replace(_ column: String, _ values: ParquetValues?) -> @Sendable (URL) throws -> Void {
        { try ToyDataset.replace(column, by: values, ToyDataset.firstFile, in: $0) }
    }

    private static func video(frames: Int, width: Int = 64, rate: Int = 20) -> @Sendable (URL) throws -> Void {
        { root in
            let url = root.appending(path: ToyDataset.firstVideo)
            let video = try VideoWriter(url, width: width, height: 48, framesPerSecond: rate)
            for row in 0..<frames { try video.append(ToyDataset.picture(width, 48, episode: 0, row: row)) }
            try video.finish()
        }
    }

    private static let floats = ParquetArray(.float([Float](repeating: 1, count: 20)))

    private static let damages: [Damage] = [
        ("no info", ["meta/info.json does not exist"], remove("meta/info.json")),
        ("half an info", ["meta/info.json"], truncate("meta/info.json")),
        ("no episodes", ["meta/episodes.jsonl does not exist"], remove("meta/episodes.jsonl")),
        ("half the episodes", ["meta/episodes.jsonl", "line 1"], truncate("meta/episodes.jsonl")),
        ("no tasks", ["meta/tasks.jsonl does not exist"], remove("meta/tasks.jsonl")),
        ("no length", ["episode 0", "length 0"], edit("meta/episodes.jsonl", "10", "0")),
        ("huge length", ["episode 0", "length"], edit("meta/episodes.jsonl", "10", "9223372036854775807")),
        ("rows missing", ["has 10 rows of episode 0", "says 11"], edit("meta/episodes.jsonl", "10", "11")),
        ("no parquet", ["episode_000000.parquet does not exist"], remove(ToyDataset.firstFile)),
        ("half a parquet", ["episode_000000.parquet"], truncate(ToyDataset.firstFile)),
        ("no state", ["'observation.state' is not in the columns", "action"], replace("observation.state", nil)),
        ("no annotation", ["'task_index' is not in the columns", "frame_index"], replace("task_index", nil)),
        (
            "width", ["'observation.state' has 2 numbers per row", "says 3"],
            replace("observation.state", .fixedList(rows: 10, width: 2, elements: floats))
        ),
        (
            "type", ["observation.state", "string"],
            replace("observation.state", .string(Array(repeating: "", count: 10)))
        ),
        (
            "unknown task", ["'annotation.human.task_description' is task 9"],
            replace("task_index", .int64(Array(repeating: 9, count: 10)))
        ),
        ("half a task", ["0.5 in row 0"], replace("task_index", .double(Array(repeating: 0.5, count: 10)))),
        (
            "gap in time", ["row 5 of episode 0 comes", "rows are missing"],
            replace("timestamp", .float((0..<10).map { Float($0 + ($0 > 4 ? 1 : 0)) / 20 }))
        ),
        (
            "wrong rate", ["row 1 of episode 0 comes", "set \"fps\" to 10"],
            replace("timestamp", .float((0..<10).map { Float($0) / 10 }))
        ),
        ("time is none", ["row 0 of episode 0"], replace("timestamp", .float(Array(repeating: .nan, count: 10)))),
        ("no video", ["episode_000000.mp4 does not exist", front], remove(ToyDataset.firstVideo)),
        ("half a video", ["episode_000000.mp4", front], truncate(ToyDataset.firstVideo)),
        ("short video", ["'\(front)' has 9 frames, but episode 0 needs 10"], video(frames: 9)),
        ("long video", ["'\(front)' has 11 frames, but episode 0 needs 10"], video(frames: 11)),
        ("small video", ["has frames of 32x48", "says 64x48"], video(frames: 10, width: 32)),
        ("slow video", ["runs at 30.0 frames per second", "says 20"], video(frames: 10, rate: 30)),
    ]

    @Test(arguments: damages.indices) func isAnError(_ index: Int) throws {
        let damage = Self.damages[index]
        try withTemporaryDirectory { root in
            try ToyDataset.record([10], in: root)
            try damage.apply(root)
            #expect {
                _ = try LeRobotDataset(root)[0]
            } throws: { error in
                damage.words.allSatisfy { "\(error)".contains($0) }
                    ? true
                    : {
                        print(damage.name, error); return false
                    }()
            }
        }
    }

    /// Both episodes' damage is found, and the sound camera is not blamed.
    @Test func checkCollects() throws {
        try withTemporaryDirectory { root in
            try ToyDataset.record([10, 10], in: root)
            let options = DatasetOptions(verification: .none)
            #expect(try LeRobotDataset(root, options: options).check().isEmpty)
            try Self.video(frames: 9)(root)
            try FileManager.default.removeItem(at: root.appending(path: "data/chunk-000/episode_000001.parquet"))
            var done: [Int] = []
            let problems = try LeRobotDataset(root, options: options).check { done.append($0) }
            #expect(done == [1, 2])
            #expect(problems.contains { "\($0)".contains("has 9 frames") })
            #expect(problems.contains { "\($0)".contains("episode_000001.parquet does not exist") })
            #expect(!problems.contains { "\($0)".contains("wrist/episode_000000") })
        }
    }
}
