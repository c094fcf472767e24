import Checkpoint
import Foundation
import NeuralNetwork
import Torch

/// A whole checkpoint of a model that is made here: every key that the reference's has, one tensor at a time, and the
/// configuration.
package struct DeclaredCheckpoint {
    private let config: GR00TConfig
    private let eagle: EagleConfig
    private let declarations: [ParameterStore.Declaration]
    private let entries: [TensorEntry]
    /// Of the weights.
    private let byteCount: Int

    /// - Parameter dtype: of the parameter called `key`.
    /// - Throws: ``ModelError`` for a configuration that is not supported.
    package init(_ config: GR00TConfig, _ eagle: EagleConfig, dtype: (_ key: String) -> DType) throws {
        let store = ParameterStore.declaring()
        _ = try GR00TModel(config, eagle, parameters: store)
        let declared = store.declarations.filter { !$0.isOptional }
        self.config = config
        self.eagle = eagle
        declarations = declared
        entries = try declared.map { try TensorEntry(name: $0.key, type: dtype($0.key).fileType, shape: $0.shape) }
        byteCount = entries.reduce(0) { $0 + $1.byteCount }
    }

    /// Throws `CheckpointError` where the disk of `directory` has no room: before hours of work, not after them.
    package func checkSpace(in directory: URL) throws {
        try Checkpoint.checkSpace(for: directory.appending(path: "model.safetensors"), bytes: byteCount)
    }

    /// - Parameters:
    ///   - metadata: of the weights' files.
    ///   - progress: bytes written so far and in total.
    ///   - values: of a parameter, of any dtype.
    /// - Throws: what `values` throws, and `CheckpointError` when the disk does not take it; then nothing is left behind.
    package func write(
        to directory: URL, metadata: [String: String] = ["format": "pt"],
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
        values: (ParameterStore.Declaration) throws -> Tensor
    ) throws {
        let byKey = Dictionary(uniqueKeysWithValues: declarations.map { ($0.key, $0) })
        var done = 0
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try ModelWeightsWriter.write(entries, to: directory, metadata: metadata) { entry, append in
            guard let declaration = byKey[entry.name], let dtype = DType(entry.type) else { return }
            try values(declaration).to(dtype).contiguous().withBytes(append)
            done += entry.byteCount
            progress(done, byteCount)
        }
        try config.json().write(to: directory.appending(path: "config.json"), options: .atomic)
        // Published checkpoints don't have this file; it is for a backbone that is not theirs.
        if eagle != config.family.eagle {
            try eagle.json().write(to: directory.appending(path: "eagle_config.json"), options: .atomic)
        }
    }
}
