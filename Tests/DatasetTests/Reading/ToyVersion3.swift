import Foundation
import Media
import Parquet

/// A v3.0 dataset of three episodes with indices 0, 4 and 7 and 6, 4 and 5 rows: one video, two data files, two files of
/// `meta/episodes`. The last episode is listed in data file 0, but its rows are in file 1, as lerobot 0.4.4 converts.
enum ToyVersion3 {
    static let indices = [0, 4, 7]
    static let lengths = [6, 4, 5]
    private static let starts = [0, 6, 10]

    static func write(in root: URL) throws {
        for directory in ["meta/episodes/chunk-000", "data/chunk-000", "videos/cam/chunk-000"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: directory), withIntermediateDirectories: true)
        }
        try Data(info.utf8).write(to: root.appending(path: "meta/info.json"))
        try Data(modality.utf8).write(to: root.appending(path: "meta/modality.json"))
        try write(
            "meta/tasks.parquet", root,
            [
                ParquetColumn("task_index", .int64([0, 1, 2])),
                ParquetColumn("__index_level_0__", .string(["a", "b", "c"])),
            ])
        try writeList(0..<2, to: "meta/episodes/chunk-000/file-000.parquet", root)
        try writeList(2..<3, to: "meta/episodes/chunk-000/file-001.parquet", root)
        try writeRows(0..<2, to: "data/chunk-000/file-000.parquet", root)
        try writeRows(2..<3, to: "data/chunk-000/file-001.parquet", root)
        let video = try VideoWriter(
            root.appending(path: "videos/cam/chunk-000/file-000.mp4"), width: 64, height: 48, framesPerSecond: 10)
        for episode in 0..<3 {
            for row in 0..<lengths[episode] {
                try video.append(ToyDataset.picture(64, 48, episode: episode, row: row))
            }
        }
        try video.finish()
    }

    private static func write(_ path: String, _ root: URL, _ columns: [ParquetColumn]) throws {
        try ParquetFile.write(ParquetTable(columns: columns), to: root.appending(path: path))
    }

    private static func writeList(_ range: Range<Int>, to path: String, _ root: URL) throws {
        let zeros = ParquetValues.int64(range.map { _ in 0 })
        try write(
            path, root,
            [
                ParquetColumn("episode_index", .int64(range.map { Int64(indices[$0]) })),
                ParquetColumn("length", .int64(range.map { Int64(lengths[$0]) })),
                ParquetColumn("data/chunk_index", zeros), ParquetColumn("data/file_index", zeros),
                ParquetColumn("dataset_from_index", .int64(range.map { Int64(starts[$0]) })),
                ParquetColumn("dataset_to_index", .int64(range.map { Int64(starts[$0] + lengths[$0]) })),
                ParquetColumn("videos/cam/chunk_index", zeros), ParquetColumn("videos/cam/file_index", zeros),
                ParquetColumn("videos/cam/from_timestamp", .double(range.map { Double(starts[$0]) / 10 })),
                ParquetColumn(
                    "tasks",
                    .list(offsets: Array(0...range.count), elements: ParquetArray(.string(range.map { "task \($0)" })))),
            ])
    }

    private static func writeRows(_ range: Range<Int>, to path: String, _ root: URL) throws {
        let rows: [(Int, Int)] = range.flatMap { episode in (0..<lengths[episode]).map { (episode, $0) } }
        let state: [Float] = rows.flatMap { [Float($0.0 * 100 + $0.1), 1] }
        let vectors = ParquetValues.fixedList(rows: rows.count, width: 2, elements: ParquetArray(.float(state)))
        try write(
            path, root,
            [
                ParquetColumn("observation.state", vectors), ParquetColumn("action", vectors),
                ParquetColumn("timestamp", .float(rows.map { Float($0.1) / 10 })),
                ParquetColumn("episode_index", .int64(rows.map { Int64(indices[$0.0]) })),
                ParquetColumn("index", .int64(rows.map { Int64(starts[$0.0] + $0.1) })),
                ParquetColumn("task_index", .int64(rows.map { Int64($0.0) })),
            ])
    }

    private static let info = """
        {"codebase_version": "v3.0", "robot_type": "toy", "total_episodes": 3, "total_frames": 15, "total_tasks": 3,
         "chunks_size": 1000, "fps": 10, "splits": {"train": "0:3"},
         "data_path": "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet",
         "video_path": "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4",
         "features": {
          "observation.state": {"dtype": "float32", "shape": [2], "names": ["a", "b"]},
          "action": {"dtype": "float32", "shape": [2], "names": ["a", "b"]},
          "cam": {"dtype": "video", "shape": [48, 64, 3], "names": ["height", "width", "channels"]},
          "timestamp": {"dtype": "float32", "shape": [1], "names": null},
          "episode_index": {"dtype": "int64", "shape": [1]}, "index": {"dtype": "int64", "shape": [1]},
          "task_index": {"dtype": "int64", "shape": [1]}}}
        """

    private static let modality = """
        {"state": {"arm": {"start": 0, "end": 2}}, "action": {"arm": {"start": 0, "end": 1}},
         "video": {"cam": {}}, "annotation": {"human.task_description": {"original_key": "task_index"}}}
        """
}
