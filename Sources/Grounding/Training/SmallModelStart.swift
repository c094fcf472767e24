import NeuralNetwork
import Torch

/// Where a small model starts from, apart from what its layers draw.
///
/// The vision tower's positions are drawn so large that the layer norms do not drown them: a token must know where it is before a
/// word can learn from it where something is.
enum SmallModelStart {
    private static let drawn = 0.02
    private static let deviations = ["vision_model.embeddings.position_embedding": 0.3, "embed_tokens": 0.05]

    /// What the values that a layer draws for `key` are multiplied with.
    static func factor(_ key: String) -> Double? {
        deviations.first { key.contains($0.key) }.map { $0.value / drawn }
    }

    static func apply(to store: ParameterStore) {
        withNoGrad {
            for key in store.tunedKeys {
                if let factor = factor(key) { store.tensors[key]?.multiplyInPlace(Scalar(factor)) }
            }
        }
    }
}
