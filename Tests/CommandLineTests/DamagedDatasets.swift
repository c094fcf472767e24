import Foundation
import Parquet

private let info = "meta/info.json"
private let map = "meta/modality.json"
private let tasks = "meta/tasks.jsonl"
private let episodes = "meta/episodes.jsonl"

/// What goes wrong with datasets.
enum DamagedDatasets {
    static let groups: [(name: String, damages: [Damage])] = [
        ("metadata", metadata), ("modality map", modality), ("lists", lists), ("rows", rows), ("videos", videos),
        ("statistics", statistics),
    ]

    private static let metadata = [
        Damage("info missing", naming: info, apply: Change.remove(info)),
        Damage("info empty", naming: info, apply: Change.write("", info)),
        Damage("info truncated", naming: info, apply: Change.truncate(info)),
        Damage("info a directory", naming: info, apply: Change.directory(info)),
        Damage("info garbage", naming: info, apply: Change.write("\u{0}\u{1}{{", info)),
        Damage("info of another shape", naming: info, apply: Change.write("[1, 2]", info)),
        Damage("info without fps", naming: info, "'fps'", apply: Change.replace("\"fps\"", "\"rate\"", info)),
        Damage("fps zero", naming: info, "'fps'", apply: Change.replace("\"fps\": 30", "\"fps\": 0", info)),
        Damage(
            "unknown version", naming: info, "codebase_version", "v9.9", apply: Change.replace("v2.1", "v9.9", info)),
        Damage(
            "path out of the dataset", naming: info, "data_path", apply: Change.replace("\"data/", "\"../data/", info)),
        Damage(
            "negative shape", naming: info, "features > observation.state > shape", apply: Change.stateShape([-6])),
        Damage(
            "state of a billion numbers", naming: "episode_000000.parquet", "'observation.state'", lines: 2,
            apply: Change.stateShape([100_000, 10_000])),
        Damage(
            "wrong total", naming: info, "total_frames",
            apply: Change.replace("\"total_frames\": 24", "\"total_frames\": 25", info)),
    ]

    private static let modality = [
        Damage("modality missing", naming: map, "--fix", apply: Change.remove(map)),
        Damage("modality truncated", naming: map, apply: Change.truncate(map)),
        Damage("modality a directory", naming: map, apply: Change.directory(map)),
        Damage("modality of another shape", naming: map, apply: Change.write("{\"state\": 3}", map)),
        Damage(
            "range outside the vector", naming: map, "state > gripper", "[5, 9)",
            apply: Change.write(modality(state: #""gripper": {"start": 5, "end": 9}"#), map)),
        Damage(
            "start after end", naming: map, "state > gripper", "[5, 3)",
            apply: Change.write(modality(state: #""gripper": {"start": 5, "end": 3}"#), map)),
        Damage(
            "huge range", naming: map, "state > gripper",
            apply: Change.write(
                modality(state: #""gripper": {"start": -9223372036854775808, "end": 9223372036854775807}"#), map)),
        Damage(
            "unknown original_key", naming: map, "state > gripper", "'observation.grip'",
            apply: Change.write(
                modality(state: #""gripper": {"start": 0, "end": 1, "original_key": "observation.grip"}"#), map)),
        Damage(
            "dot in a state key", naming: map, "state > left.arm",
            apply: Change.write(modality(state: #""left.arm": {"start": 0, "end": 5}"#), map)),
        Damage(
            "two bad entries", naming: map, "state > a.b", "state > c.d", lines: 2,
            apply: Change.write(
                modality(state: #""a.b": {"start": 0, "end": 5}, "c.d": {"start": 0, "end": 5}"#), map)),
        Damage(
            "missing section", naming: map, "'action'",
            apply: Change.write(#"{"state": {}, "video": {}, "annotation": {}}"#, map)),
        Damage(
            "unknown camera", naming: map, "'observation.images.front'", "observation.images.webcam",
            apply: Change.replace("observation.images.webcam", "observation.images.front", map)),
        Damage(
            "annotation without its column", naming: "episode_000000.parquet", "'annotation.other'", lines: 2,
            apply: Change.write(modality(annotation: #""other": {}"#), map)),
    ]

    private static let lists = [
        Damage("tasks missing", naming: tasks, apply: Change.remove(tasks)),
        Damage("tasks garbage", naming: tasks, "line 1", apply: Change.write("]\n", tasks)),
        Damage(
            "task listed twice", naming: tasks, "task_index 0",
            apply: { root in
                let line = try String(contentsOf: root.appending(path: tasks), encoding: .utf8)
                try Data((line + line).utf8).write(to: root.appending(path: tasks))
            }),
        Damage(
            "annotation outside the task table", naming: "annotation.human.task_description", "task 7",
            apply: Change.column("task_index") {
                ParquetColumn($0.name, .int64(Array(repeating: 7, count: $0.count)))
            }),
        Damage("episode list missing", naming: episodes, apply: Change.remove(episodes)),
        Damage("episode list empty", naming: episodes, apply: Change.write("", episodes)),
        Damage(
            "episode not listed", naming: Recording.data, "total_episodes", "total_frames", lines: 3,
            apply: Change.dropLastLine(episodes)),
        Damage(
            "episode listed but not there", naming: "episode_000002.parquet", "total_episodes", "total_frames",
            lines: 3,
            apply: Change.append(#"{"episode_index": 2, "tasks": [], "length": 12}"#, episodes)),
        Damage(
            "episode longer than its rows", naming: "12 rows of episode 0", "says 13", "total_frames", lines: 2,
            apply: { root in
                let text = try String(contentsOf: root.appending(path: episodes), encoding: .utf8)
                guard let first = text.firstRange(of: "\"length\": 12") else { return }
                try Data(text.replacingCharacters(in: first, with: "\"length\": 13").utf8)
                    .write(to: root.appending(path: episodes))
            }),
        Damage(
            "length beyond all proportion", naming: episodes, "length",
            apply: Change.replace("\"length\": 12", "\"length\": 9223372036854775807", episodes)),
    ]

    private static let rows = [
        Damage("rows missing", naming: Recording.data, apply: Change.remove(Recording.data)),
        Damage("rows truncated", naming: Recording.data, apply: Change.truncate(Recording.data)),
        Damage("rows empty", naming: Recording.data, apply: Change.write("", Recording.data)),
        Damage("rows a directory", naming: Recording.data, apply: Change.directory(Recording.data)),
        Damage(
            "wrong width", naming: Recording.data, "'observation.state'", "5 numbers", "6",
            apply: Change.column("observation.state") { column in
                ParquetColumn(
                    column.name,
                    .fixedList(
                        rows: column.count, width: 5,
                        elements: ParquetArray(.float(Array(repeating: 0, count: column.count * 5)))))
            }),
        Damage(
            "column missing", naming: Recording.data, "'action'", apply: Change.column("action") { _ in nil }),
        Damage(
            "NaN in the state", naming: Recording.data, "state.single_arm[2]", "nan", "row 3",
            apply: Change.column("observation.state") { column in
                var values = try column.vectors().values.map(Float.init)
                values[3 * 6 + 2] = .nan
                return ParquetColumn(
                    column.name, .fixedList(rows: column.count, width: 6, elements: ParquetArray(.float(values))))
            }),
        Damage(
            "state of texts", naming: Recording.data, "'observation.state'", "string",
            apply: Change.column("observation.state") {
                ParquetColumn($0.name, .string(Array(repeating: "up", count: $0.count)))
            }),
        Damage(
            "time stamps of another rate", naming: Recording.data, "row", "fps",
            apply: Change.column("timestamp") {
                ParquetColumn($0.name, .float((0..<$0.count).map { Float($0) / 15 }))
            }),
    ]

    private static let videos = [
        Damage("video missing", naming: Recording.video, apply: Change.remove(Recording.video)),
        Damage(
            "video with too few frames", naming: Recording.video, "7 frames", "12",
            apply: Change.video { Array($0.prefix(7)) }),
        Damage(
            "video that repeats its first frame", naming: Recording.video, "same picture",
            apply: Change.video { frames in frames.map { _ in frames[0] } }),
        Damage("video truncated", naming: Recording.video, apply: Change.truncate(Recording.video)),
        Damage("text named mp4", naming: Recording.video, apply: Change.write("not a video", Recording.video)),
        Damage("video empty", naming: Recording.video, apply: Change.write("", Recording.video)),
        Damage("video a directory", naming: Recording.video, apply: Change.directory(Recording.video)),
    ]

    private static let statistics = [
        Damage("statistics garbage", naming: "meta/stats.json", apply: Change.write("{", "meta/stats.json")),
        Damage(
            "statistics of the wrong length", naming: "meta/stats.json", "action > max", lines: 2,
            apply: Change.statistics { $0["action"]?.max.removeLast() }),
        Damage(
            "statistics of other data", naming: "meta/stats.json", "observation.state > mean[1]", "99.0",
            apply: Change.statistics { $0["observation.state"]?.mean[1] = 99 }),
    ]

    /// A modality map that is right but for what is given.
    private static func modality(
        state: String = #""single_arm": {"start": 0, "end": 5}"#,
        annotation: String = #""human.task_description": {"original_key": "task_index"}"#
    ) -> String {
        """
        {"state": {\(state)}, "action": {"single_arm": {"start": 0, "end": 5}},
         "video": {"webcam": {"original_key": "observation.images.webcam"}}, "annotation": {\(annotation)}}
        """
    }
}
