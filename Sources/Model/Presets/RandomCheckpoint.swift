import Checkpoint
import Foundation
import NeuralNetwork
import Torch

/// Writes a checkpoint with random weights under the reference's key names, one tensor at a time, so that a full-size one
/// needs little memory.
public enum RandomCheckpoint {
    /// In the metadata of the weights' files: says that nothing was learnt. Whoever trains the weights must not copy it.
    private static let mark = (key: "gr00t_weights", value: "random")

    /// Whether `weights` were written by ``write(_:_:to:dtype:seed:progress:)`` and never trained.
    public static func wrote(_ weights: ModelWeights) -> Bool {
        weights.files.contains { $0.metadata[mark.key] == mark.value }
    }

    /// Metadata of the weights' files, for weights that are random or not.
    static func metadata(isRandom: Bool) -> [String: String] {
        isRandom ? ["format": "pt", mark.key: mark.value] : ["format": "pt"]
    }

    /// - Parameter progress: bytes written so far and in total.
    /// - Throws: ``ModelError``, and ``CheckpointError`` when the disk does not take it; then nothing is left behind.
    public static func write(
        _ config: GR00TConfig, _ eagle: EagleConfig, to directory: URL, dtype: DType, seed: UInt64,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws {
        let store = ParameterStore.declaring()
        _ = try GR00TN15(config, eagle, parameters: store)
        let declared = store.declarations.filter { !$0.isOptional }
        let byKey = Dictionary(uniqueKeysWithValues: declared.map { ($0.key, $0) })
        let entries = try declared.map { try TensorEntry(name: $0.key, type: dtype.fileType, shape: $0.shape) }
        let total = entries.reduce(0) { $0 + $1.byteCount }
        var done = 0
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try ModelWeightsWriter.write(entries, to: directory, metadata: metadata(isRandom: true)) { entry, append in
            guard let declaration = byKey[entry.name] else { return }
            let values = declaration.initializer.values(
                declaration.shape, key: declaration.key, seed: seed, dtype: dtype)
            try values.withBytes(append)
            done += entry.byteCount
            progress(done, total)
        }
        try config.json().write(to: directory.appending(path: "config.json"), options: .atomic)
        // Published checkpoints don't have this file; it is for a backbone that is not theirs.
        if eagle != .eagle25 {
            try eagle.json().write(to: directory.appending(path: "eagle_config.json"), options: .atomic)
        }
    }
}
