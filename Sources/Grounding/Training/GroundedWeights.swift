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
        try DeclaredCheckpoint(config, eagle, dtype: { _ in dtype }).write(to: directory) { declaration in
            // What no forward pass reads has values too: a reader may expect the key.
            store.tensors[declaration.key]?.detach()
                ?? declaration.initializer.values(
                    declaration.shape, key: declaration.key, seed: seed, dtype: dtype)
        }
    }
}
