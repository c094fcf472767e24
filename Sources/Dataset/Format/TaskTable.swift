import Foundation
import Parquet

/// The texts that annotation columns point to: `meta/tasks.jsonl` in v2, `meta/tasks.parquet` in v3.0.
public struct TaskTable: Sendable, Equatable {
    /// Text per task index.
    public let tasks: [Int: String]

    public init(tasks: [Int: String]) { self.tasks = tasks }

    /// The text of a task.
    public subscript(index: Int) -> String? { tasks[index] }

    init(dataset root: URL, info: DatasetInfo) throws {
        if info.version == .v30 {
            try self.init(parquet: root.appending(path: "meta/tasks.parquet"))
        } else {
            try self.init(lines: root.appending(path: "meta/tasks.jsonl"))
        }
    }

    private init(pairs: [(Int, String)], file: String) throws {
        var tasks: [Int: String] = [:]
        for (index, text) in pairs {
            guard tasks.updateValue(text, forKey: index) == nil else {
                throw DatasetError.malformed(file: file, key: "task_index \(index)", reason: "is there twice")
            }
        }
        self.init(tasks: tasks)
    }

    private struct Line: Decodable {
        let task_index: Int
        let task: String
    }

    private init(lines url: URL) throws {
        let lines = try JSONFile.readLines(
            Line.self, from: url, remedy: "The instructions are there: copy it again, or write one line per task.")
        try self.init(pairs: lines.map { ($0.task_index, $0.task) }, file: url.path)
    }

    /// The text was the index of a pandas frame: `__index_level_0__` as written by lerobot 0.4, `task` by 0.6. It is whichever
    /// column is not `task_index`.
    private init(parquet url: URL) throws {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw DatasetError.missingFile(path: url.path, remedy: "The instructions are there: copy it again.")
        }
        let table = try ParquetFile.read(url)
        let others = table.columns.filter { $0.name != "task_index" }
        guard let indices = table["task_index"], let texts = others.first(where: { $0.name == "task" }) ?? others.first
        else {
            throw DatasetError.malformed(
                file: url.path, key: "task_index",
                reason: "the columns are \(table.columns.map(\.name)): one must hold "
                    + "the index and one the text")
        }
        try self.init(pairs: Array(zip(indices.integers(), texts.strings())), file: url.path)
    }
}
