import Checkpoint
import Foundation

/// Files beside the weights that a model needs to be loaded: the backbone's configuration and the tokenizer's files.
public enum CompanionFiles {
    static let names = [
        "eagle_config.json", "vocab.json", "merges.txt", "tokenizer.json", "tokenizer_config.json", "added_tokens.json",
        "special_tokens_map.json", "chat_template.json", "preprocessor_config.json", "processor_config.json",
        "generation_config.json", "tokenizer",
    ]
    /// What tells how the numbers of a robot become the model's; its directory.
    public static let experiment = "experiment_cfg"

    /// Copies those that `source` has and `destination` lacks. Throws `CheckpointError`.
    public static func copy(from source: URL, to destination: URL) throws {
        for name in names { try copy(name, from: source, to: destination) }
    }

    static func copy(_ name: String, from source: URL, to destination: URL) throws {
        let (file, copy) = (source.appending(path: name), destination.appending(path: name))
        let files = FileManager.default
        guard files.fileExists(atPath: file.path), !files.fileExists(atPath: copy.path) else { return }
        try WholeFile.copy(file, to: copy)
    }
}
