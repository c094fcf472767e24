import Checkpoint
import Foundation
import Model
import NeuralNetwork
import Torch

/// The weights of a model whose backbone was taught, to be written as a checkpoint.
package struct GroundedWeights {
    private let store: ParameterStore
    private let seed: UInt64

    init(_ store: ParameterStore, seed: UInt64) {
        self.store = store
        self.seed = seed
    }

    /// Writes `model.safetensors` in `dtype` into a directory, with the configuration.
    ///
    /// - Throws: `CheckpointError`.
    package func write(_ config: GR00TConfig, _ eagle: EagleConfig, to directory: URL, dtype: DType) throws {
        let declared = store.declarations.filter { !$0.isOptional }
        let byKey = Dictionary(uniqueKeysWithValues: declared.map { ($0.key, $0) })
        let entries = try declared.map { try TensorEntry(name: $0.key, type: dtype.fileType, shape: $0.shape) }
        try ModelWeightsWriter.write(entries, to: directory) { entry, append in
            guard let declaration = byKey[entry.name] else { return }
            // What no forward pass reads has values too: a reader may expect the key.
            let values =
                store.tensors[entry.name]?.detach().to(dtype)
                ?? declaration.initializer.values(declaration.shape, key: declaration.key, seed: seed, dtype: dtype)
            try values.contiguous().withBytes(append)
        }
        try config.json().write(to: directory.appending(path: "config.json"), options: .atomic)
        try eagle.json().write(to: directory.appending(path: "eagle_config.json"), options: .atomic)
    }
}
