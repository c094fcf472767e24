import Embodiment
import Foundation

/// `experiment_cfg/metadata.json` of a checkpoint: what its policy needs to know of the data that it was trained on, per
/// embodiment tag.
public enum MetadataFile {
    /// Where it lies in a checkpoint.
    public static let path = "experiment_cfg/metadata.json"

    /// The entry of `tag`.
    ///
    /// Throws ``DatasetError/unknownKey(key:file:candidates:)`` where the checkpoint was not trained on that robot, and
    /// ``DatasetError/missingFile(path:remedy:)``.
    public static func read(checkpoint root: URL, embodimentTag tag: EmbodimentTag) throws -> DatasetMetadata {
        let url = root.appending(path: path)
        let entries = try entries(url)
        guard let entry = entries[tag.rawValue] else {
            throw DatasetError.unknownKey(
                key: tag.rawValue, file: "\(url.path): the checkpoint was not trained on this embodiment",
                candidates: entries.keys.sorted())
        }
        return try DatasetMetadata(json: entry, file: url.path, key: tag.rawValue)
    }

    /// The tags that a checkpoint has data of, sorted.
    public static func embodimentTags(checkpoint root: URL) throws -> [String] {
        try entries(root.appending(path: path)).keys.sorted()
    }

    /// Writes the entry of its tag; entries of other tags stay, also of tags that this package does not know.
    public static func write(_ metadata: DatasetMetadata, checkpoint root: URL) throws {
        let url = root.appending(path: path)
        var entries = FileManager.default.fileExists(atPath: url.path) ? try self.entries(url) : [:]
        entries[metadata.embodimentTag.rawValue] = try JSONValue(encoding: metadata)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw DatasetError.unwritableFile(path: url.path, reason: error.localizedDescription)
        }
        try JSONFile.write(entries, to: url)
    }

    private static func entries(_ url: URL) throws -> [String: JSONValue] {
        try JSONFile.read(
            [String: JSONValue].self, from: url,
            remedy: "A checkpoint of GR00T has it: download the checkpoint whole, or give the directory of one.")
    }
}

extension DatasetMetadata {
    fileprivate init(json: JSONValue, file: String, key: String) throws {
        self = try JSONFile.decode(Self.self, from: try JSONEncoder().encode(json), file: file, prefix: key)
    }
}
