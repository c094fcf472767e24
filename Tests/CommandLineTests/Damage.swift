import Dataset
import Foundation
import Media
import Parquet
import Testing

/// One way to break a dataset, and what `gr00t data check` has to say about it.
struct Damage: Sendable {
    let name: String
    /// What the message has to name: the file, the key.
    let named: [String]
    /// Lines that report it.
    let lines: Int
    let apply: @Sendable (URL) throws -> Void

    init(
        _ name: String, naming named: String..., lines: Int = 1, apply: @escaping @Sendable (URL) throws -> Void
    ) {
        self.name = name
        self.named = named
        self.lines = lines
        self.apply = apply
    }
}

/// Ways to change a file of a dataset.
enum Change {
    static func remove(_ path: String) -> @Sendable (URL) throws -> Void {
        { try FileManager.default.removeItem(at: $0.appending(path: path)) }
    }

    static func write(_ text: String, _ path: String) -> @Sendable (URL) throws -> Void {
        { try Data(text.utf8).write(to: $0.appending(path: path)) }
    }

    static func truncate(_ path: String, to part: Double = 0.6) -> @Sendable (URL) throws -> Void {
        { root in
            let data = try Data(contentsOf: root.appending(path: path))
            try data.prefix(Int(Double(data.count) * part)).write(to: root.appending(path: path))
        }
    }

    /// A directory in its place.
    static func directory(_ path: String) -> @Sendable (URL) throws -> Void {
        { root in
            try FileManager.default.removeItem(at: root.appending(path: path))
            try FileManager.default.createDirectory(
                at: root.appending(path: path), withIntermediateDirectories: false)
        }
    }

    /// Replaces a text that has to be there.
    static func replace(_ old: String, _ new: String, _ path: String) -> @Sendable (URL) throws -> Void {
        { root in
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            try #require(text.contains(old), "\(path) has no \(old):\n\(text)")
            try Data(text.replacing(old, with: new).utf8).write(to: root.appending(path: path))
        }
    }

    /// Declares the state to be of another shape.
    static func stateShape(_ shape: [Int]) -> @Sendable (URL) throws -> Void {
        { root in
            let url = root.appending(path: "meta/info.json")
            let json = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? NSDictionary)
            let info = try #require(json.mutableCopy() as? NSMutableDictionary)
            let declared = try #require(info["features"] as? NSDictionary)
            let features = try #require(declared.mutableCopy() as? NSMutableDictionary)
            features["observation.state"] = ["dtype": "float32", "shape": shape] as NSDictionary
            info["features"] = features
            try JSONSerialization.data(withJSONObject: info).write(to: url)
        }
    }

    static func append(_ line: String, _ path: String) -> @Sendable (URL) throws -> Void {
        { root in
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            try Data((text + line + "\n").utf8).write(to: root.appending(path: path))
        }
    }

    static func dropLastLine(_ path: String) -> @Sendable (URL) throws -> Void {
        { root in
            let lines = try String(contentsOf: root.appending(path: path), encoding: .utf8).split(separator: "\n")
            try Data(lines.dropLast().map { $0 + "\n" }.joined().utf8).write(to: root.appending(path: path))
        }
    }

    /// Changes a column of the second episode's rows, or drops it.
    static func column(
        _ name: String, _ change: @escaping @Sendable (ParquetColumn) throws -> ParquetColumn?
    ) -> @Sendable (URL) throws -> Void {
        { root in
            let url = root.appending(path: Recording.data)
            let columns = try ParquetFile.read(url).columns.compactMap { try $0.name == name ? change($0) : $0 }
            try ParquetFile.write(ParquetTable(columns: columns), to: url)
        }
    }

    /// Writes the second episode's video again from its frames.
    static func video(_ choose: @escaping @Sendable ([Image]) -> [Image]) -> @Sendable (URL) throws -> Void {
        { root in
            let url = root.appending(path: Recording.video)
            var frames: [Image] = []
            let reader = try VideoReader(url)
            try reader.frames(0..<reader.properties.frameCount) { frames.append($1) }
            let size = reader.properties
            let writer = try VideoWriter(url, width: size.width, height: size.height, framesPerSecond: 30)
            for frame in choose(frames) { try writer.append(frame) }
            try writer.finish()
        }
    }

    /// Writes `meta/stats.json` with the data's own statistics, changed.
    static func statistics(
        _ change: @escaping @Sendable (inout [String: Statistics]) -> Void
    ) -> @Sendable (URL) throws -> Void {
        { root in
            var statistics = try LeRobotDataset(root).computeStatistics()
            change(&statistics)
            try JSONEncoder().encode(statistics).write(to: root.appending(path: "meta/stats.json"))
        }
    }
}
