import Torch

/// `activation(x Wᵀ + b)`: [..., in] to [..., out].
public struct Linear {
    private let weight: LinearWeight

    /// How often a layer runs for one observation, which decides whether a second form of its matrix pays.
    public enum Use: Sendable {
        /// Seldom: its matrix stays as it is in the file, and need not stay in memory.
        case seldom
        /// Once: many rows, at nearly full speed from the matrix as it is; reordering it would only delay the start.
        case once
        /// In every denoising step, with few rows: reordering the matrix once makes each of them much faster.
        case everyStep
    }

    public init(
        _ inputs: Int, _ outputs: Int, bias: Bool = true, use: Use = .once, _ parameters: ParameterScope
    ) {
        self.init([parameters], inputs, [outputs], bias: bias, use: use)
    }

    /// Several layers of the same input as one, their outputs side by side: queries, keys and values.
    public init(_ parts: [ParameterScope], _ inputs: Int, _ outputs: [Int], bias: Bool = true, use: Use = .once) {
        let store = parts[0].store
        let layers = zip(parts, outputs).map { part, outputs in
            (
                weight: part.matrix("weight", [outputs, inputs]),
                bias: bias ? part.vector("bias", [outputs], .zeros) : nil
            )
        }
        switch (store.hasValues ? store.precision : .float32, use) {
        case (.int8, .once), (.int8, .everyStep):
            let (matrix, bias) = Linear.joined(layers)
            weight = .int8(QuantizedWeight(matrix), bias: bias)
        case (.packed, .everyStep):
            let (matrix, bias) = Linear.joined(layers)
            weight = .fused([(matrix.mkldnnReorderLinearWeight(), bias?.to(.bfloat16))])
        case (.packed, .once):
            weight = .fused(layers.map { ($0.weight, $0.bias?.to(.bfloat16)) })
            return
        default:
            weight = .plain(layers)
            return
        }
        for part in parts { store.release(part.key("weight")) }
    }

    /// The layers' matrices and biases below each other.
    private static func joined(_ layers: [(weight: Tensor, bias: Tensor?)]) -> (weight: Tensor, bias: Tensor?) {
        let biases = layers.compactMap(\.bias)
        return (
            layers.count == 1 ? layers[0].weight : Tensor.cat(layers.map(\.weight)),
            biases.isEmpty ? nil : Tensor.cat(biases)
        )
    }

    public func callAsFunction(_ x: Tensor, _ activation: Activation = .none) -> Tensor {
        switch weight {
        case .plain(let layers):
            let x = x.to(layers[0].weight.dtype)
            let outputs = layers.map { x.linear($0.weight, bias: $0.bias?.to(x.dtype)) }
            return activation(outputs.count == 1 ? outputs[0] : Tensor.cat(outputs, dim: -1))
        case .fused(let layers):
            let x = x.to(.bfloat16)
            let outputs = layers.map {
                x.mkldnnLinearPointwise(
                    $0.weight, bias: $0.bias, activation: activation.name, algorithm: activation.algorithm)
            }
            return outputs.count == 1 ? outputs[0] : Tensor.cat(outputs, dim: -1)
        case .int8(let matrix, let bias):
            return matrix.product(x, bias: bias, activation)
        }
    }
}
