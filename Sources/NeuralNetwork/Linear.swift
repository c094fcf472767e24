import Torch

/// `activation(x Wᵀ + b)`: [..., in] to [..., out].
public struct Linear {
    private let weight: LinearWeight
    private let bias: Tensor?

    public init(_ inputs: Int, _ outputs: Int, bias: Bool = true, _ parameters: ParameterScope) {
        self.init([parameters], inputs, [outputs], bias: bias)
    }

    /// Several layers of the same input as one product, their outputs side by side: queries, keys and values.
    public init(_ parts: [ParameterScope], _ inputs: Int, _ outputs: [Int], bias: Bool) {
        let store = parts[0].store
        let weights = zip(parts, outputs).map { $0.matrix("weight", [$1, inputs]) }
        let biases = bias ? zip(parts, outputs).map { $0.vector("bias", [$1], .zeros) } : []
        self.bias = biases.isEmpty ? nil : biases.count == 1 ? biases[0] : Tensor.cat(biases)
        let matrix = weights.count == 1 ? weights[0] : Tensor.cat(weights)
        guard store.hasValues else {
            weight = .plain(matrix)
            return
        }
        weight = LinearWeight(matrix, store.precision)
        if case .plain = weight, weights.count == 1 { return }
        for part in parts { store.release(part.key("weight")) }
    }

    public func callAsFunction(_ x: Tensor, _ activation: Activation = .none) -> Tensor {
        switch weight {
        case .plain(let matrix): activation(x.to(matrix.dtype).linear(matrix, bias: bias?.to(matrix.dtype)))
        case .packed(let matrix): x.to(.bfloat16).linear(packed: matrix, bias: bias, activation)
        case .int8(let matrix): matrix.product(x, bias: bias, activation)
        }
    }
}
