import Torch

/// `activation(x Wᵀ + b)`: [..., in] to [..., out].
public struct Linear {
    private let matrix: LinearMatrix

    /// How often a layer runs for one observation, which decides whether a second form of its matrix pays.
    public enum Use: Sendable {
        /// Seldom: its matrix stays as it is in the file, and need not stay in memory.
        case seldom
        /// Once, with many rows: nearly full speed from the matrix as it is, so it is reordered after the first answer only.
        case once
        /// In every denoising step, with few rows: reordered at once, because each step is much faster for it.
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
        let form: LinearWeight =
            switch (store.hasValues ? store.precision : .float32, use) {
            case (.int8, .once), (.int8, .everyStep): .int8(layers)
            case (.packed, .everyStep): .reordered(layers)
            case (.packed, .once): .fused(layers.map { ($0.weight, $0.bias?.to(.bfloat16)) })
            default: .plain(layers)
            }
        let matrix = LinearMatrix(form)
        self.matrix = matrix
        let release = { parts.forEach { store.release($0.key("weight")) } }
        if case .plain = form { return }
        if case (.packed, .once) = (store.precision, use) {
            store.afterFirstAnswer {
                matrix.weight = .reordered(layers)
                release()
            }
        } else {
            release()
        }
    }

    public func callAsFunction(_ x: Tensor, _ activation: Activation = .none) -> Tensor {
        switch matrix.weight {
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
