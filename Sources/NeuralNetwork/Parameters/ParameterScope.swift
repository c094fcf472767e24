import Torch

/// A path in a ``ParameterStore``: `parameters["layers"][0]["self_attn"]["q_proj"]` asks for `layers.0.self_attn.q_proj.*`.
public struct ParameterScope {
    public let store: ParameterStore
    public let path: String

    public subscript(name: String) -> ParameterScope { ParameterScope(store: store, path: "\(path).\(name)") }
    public subscript(index: Int) -> ParameterScope { self["\(index)"] }

    public func key(_ name: String) -> String { "\(path).\(name)" }

    /// The form that the matrices of the layer at this path have.
    public var precision: Precision { store.precision(at: path) }

    /// A parameter that is multiplied with: in the layer's precision.
    public func matrix(_ name: String, _ shape: [Int], _ initializer: Initializer = .normal(0.02)) -> Tensor {
        store.parameter(key(name), shape, initializer, dtype: precision.dtype)
    }

    /// A matrix with a row per embodiment, [embodiments, ...]: when training, only the rows that the data uses, in the order
    /// of ``TrainingPlan/embodiments``.
    public func embodimentMatrix(
        _ name: String, _ shape: [Int], _ initializer: Initializer = .normal(0.02)
    ) -> Tensor {
        store.parameter(
            key(name), shape, initializer, dtype: precision.dtype, isPerEmbodiment: true)
    }

    /// A parameter that is added or scaled with (biases, norms): float32 in every precision.
    public func vector(_ name: String, _ shape: [Int], _ initializer: Initializer) -> Tensor {
        store.parameter(key(name), shape, initializer, dtype: .float32)
    }

    /// A key that checkpoints carry and no forward pass reads.
    public func unused(_ name: String, _ shape: [Int], optional: Bool = false) {
        store.unused(key(name), shape, optional: optional)
    }
}
