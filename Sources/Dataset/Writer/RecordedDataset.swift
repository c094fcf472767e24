import Foundation

/// A line of `meta/episodes.jsonl`.
struct RecordedEpisode: Decodable {
    let index: Int
    let length: Int

    enum CodingKeys: String, CodingKey {
        case index = "episode_index"
        case length
    }
}

/// What of a dataset is on disk already. The list of episodes is the truth: an episode that is not in it does not exist,
/// whatever else of it a killed recorder has left.
struct RecordedDataset {
    /// In the order of their indices.
    private(set) var episodes: [RecordedEpisode] = []
    /// By task index.
    private(set) var tasks: [String] = []

    /// The next episode's index, which is one behind the last: episodes may have been deleted.
    var nextIndex: Int { (episodes.last?.index ?? -1) + 1 }
    var frameCount: Int { episodes.reduce(0) { $0 + $1.length } }

    init() {}

    /// Reads the lists of the dataset in `layout`. Throws ``RecordingError/damagedDataset(file:reason:)``.
    init(_ layout: DatasetLayout) throws {
        let limit = 1_000_000_000
        episodes = try Self.lines(RecordedEpisode.self, of: layout.episodes).sorted { $0.index < $1.index }
        guard Set(episodes.map(\.index)).count == episodes.count,
            episodes.allSatisfy({ (0..<limit).contains($0.index) && (0..<limit).contains($0.length) })
        else { throw Self.damaged(layout.episodes, "an episode is listed twice, or its index or length is impossible") }
        let tasks = try Self.lines(RecordedTask.self, of: layout.tasks).sorted { $0.index < $1.index }
        guard tasks.map(\.index) == Array(0..<tasks.count) else {
            throw Self.damaged(layout.tasks, "its task indices are not 0 to \(tasks.count - 1)")
        }
        self.tasks = tasks.map(\.task)
    }

    /// The index of a task, a new one if it is new.
    mutating func index(of task: String) -> Int {
        if let known = tasks.firstIndex(of: task) { return known }
        tasks.append(task)
        return tasks.count - 1
    }

    mutating func append(_ episode: RecordedEpisode) { episodes.append(episode) }

    /// The lines of statistics that belong to listed episodes, as they are.
    func keptStatistics(_ layout: DatasetLayout) throws -> [Substring] {
        let text = try Self.text(of: layout.statistics)
        let listed = Set(episodes.map(\.index))
        return try text.split(separator: "\n").filter { line in
            listed.contains(try Self.decode(StatisticsLine.self, from: line, of: layout.statistics).index)
        }
    }

    private struct RecordedTask: Decodable {
        let index: Int
        let task: String

        enum CodingKeys: String, CodingKey {
            case index = "task_index"
            case task
        }
    }

    private struct StatisticsLine: Decodable {
        let index: Int

        enum CodingKeys: String, CodingKey { case index = "episode_index" }
    }

    private static func lines<Value: Decodable>(_ type: Value.Type, of file: URL) throws -> [Value] {
        try text(of: file).split(whereSeparator: \.isNewline)
            .filter { !$0.allSatisfy(\.isWhitespace) }
            .map { try decode(type, from: $0, of: file) }
    }

    private static func text(of file: URL) throws -> String {
        do {
            return try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw damaged(file, "it cannot be read as text")
        }
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, from line: Substring, of file: URL) throws -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: Data(line.utf8))
        } catch {
            throw damaged(file, "it has the line \(line.prefix(80)), which lacks a key or is not JSON")
        }
    }

    private static func damaged(_ file: URL, _ reason: String) -> RecordingError {
        .damagedDataset(file: file.path, reason: reason)
    }
}
