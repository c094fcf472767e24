import Torch

/// `activation(x Wᵀ + b)`: [..., in] to [..., out].
public struct Linear {
    private let weight: LinearWeight

    /// - Parameter isPacked: false for a layer that runs once or seldom, whose matrix is not worth a second form.
    public init(
        _ inputs: Int, _ outputs: Int, bias: Bool = true, isPacked: Bool = true, _ parameters: ParameterScope
    ) {
        self.init([parameters], inputs, [outputs], bias: bias, isPacked: isPacked)
    }

    /// Several layers of the same input as one, their outputs side by side: queries, keys and values.
    public init(
        _ parts: [ParameterScope], _ inputs: Int, _ outputs: [Int], bias: Bool = true, isPacked: Bool = true
    ) {
        let store = parts[0].store
        let layers = zip(parts, outputs).map { part, outputs in
            (
                weight: part.matrix("weight", [outputs, inputs]),
                bias: bias ? part.vector("bias", [outputs], .zeros) : nil
            )
        }
        guard isPacked, store.hasValues, !store.precision.isTrainable else {
            weight = .plain(layers)
            return
        }
        let matrix = layers.count == 1 ? layers[0].weight : Tensor.cat(layers.map(\.weight))
        let biases = layers.compactMap(\.bias)
        let sum = biases.isEmpty ? nil : Tensor.cat(biases)
        weight =
            store.precision == .packed
            ? .packed(matrix.mkldnnReorderLinearWeight(), bias: sum?.to(.bfloat16))
            : .int8(QuantizedWeight(matrix), bias: sum)
        for part in parts { store.release(part.key("weight")) }
    }

    public func callAsFunction(_ x: Tensor, _ activation: Activation = .none) -> Tensor {
        switch weight {
        case .plain(let layers):
            let x = x.to(layers[0].weight.dtype)
            let outputs = layers.map { x.linear($0.weight, bias: $0.bias?.to(x.dtype)) }
            return activation(outputs.count == 1 ? outputs[0] : Tensor.cat(outputs, dim: -1))
        case .packed(let matrix, let bias):
            return x.to(.bfloat16).mkldnnLinearPointwise(
                matrix, bias: bias, activation: activation.name, algorithm: activation.algorithm)
        case .int8(let matrix, let bias):
            return matrix.product(x, bias: bias, activation)
        }
    }
}
