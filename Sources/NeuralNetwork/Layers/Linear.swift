import Torch

/// `activation(x Wᵀ + b)`: [..., in] to [..., out].
public struct Linear {
    private let matrix: LinearMatrix
    private let adapters: [LoRAAdapter?]
    /// For the gradients of the input where the product has none of its own.
    private let transposed: TransposedMatrix?
    /// Widths of the parts.
    private let widths: [Int]

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
        let (store, precision) = (parts[0].store, parts[0].precision)
        let layers = zip(parts, outputs).map { part, outputs in
            (
                // Where no checkpoint gives them, drawn as torch.nn.Linear draws them.
                weight: part.matrix("weight", [outputs, inputs], .uniform(1 / Double(inputs).squareRoot())),
                bias: bias ? part.vector("bias", [outputs], .zeros) : nil
            )
        }
        adapters = zip(parts, outputs).map { $0.adapter(inputs, $1) }
        widths = outputs
        let form: LinearWeight =
            switch (store.hasValues ? precision : .float32, use) {
            case (.int8, .once), (.int8, .everyStep): .int8(layers)
            case (.packed, .everyStep): .reordered(layers)
            case (.packed, .once): .fused(layers.map { ($0.weight, $0.bias?.to(.bfloat16)) })
            default: .plain(layers)
            }
        let matrix = LinearMatrix(form)
        self.matrix = matrix
        let release = { parts.forEach { store.release($0.key("weight")) } }
        if case .plain = form {
            transposed = nil
            return
        }
        let kept =
            store.keepsInputGradients && use == .everyStep
            ? TransposedMatrix { LinearWeight.joined(layers).weight } : nil
        transposed = kept
        switch (precision, use) {
        case (.packed, .once):
            store.afterFirstAnswer {
                matrix.weight = .reordered(layers)
                release()
            }
        default:
            guard let kept else {
                release()
                return
            }
            store.afterFirstAnswer {
                _ = kept.tensor
                release()
            }
        }
    }

    /// The outputs of all parts side by side.
    public func callAsFunction(_ x: Tensor, _ activation: Activation = .none) -> Tensor {
        let outputs = products(x, activation)
        return outputs.count == 1 ? outputs[0] : Tensor.cat(outputs, dim: -1)
    }

    /// The output of each part.
    public func parts(_ x: Tensor) -> [Tensor] {
        let outputs = products(x, .none)
        guard outputs.count == 1, widths.count > 1 else { return outputs }
        var start = 0
        return widths.map { width in
            defer { start += width }
            return outputs[0].narrow(dim: -1, start: start, length: width)
        }
    }

    /// One output per part where they are multiplied apart, else one of all.
    private func products(_ x: Tensor, _ activation: Activation) -> [Tensor] {
        if let transposed, Tensor.isGradEnabled, x.requiresGrad {
            // The derivative of the activation needs what goes into it, so it can't be inside the kernel.
            let output = withNoGrad { Tensor.cat(kernelProducts(x, .none), dim: -1) }
            return [activation(output.passingGradients(to: x, through: transposed.tensor))]
        }
        return kernelProducts(x, activation)
    }

    private func kernelProducts(_ x: Tensor, _ activation: Activation) -> [Tensor] {
        switch matrix.weight {
        case .plain(let layers):
            let x = x.to(layers[0].weight.dtype)
            return zip(layers, adapters).map { layer, adapter in
                let output = x.linear(layer.weight, bias: layer.bias?.to(x.dtype))
                return activation(adapter.map { output + $0(x) } ?? output)
            }
        case .fused(let layers):
            let x = x.to(.bfloat16)
            return layers.map {
                x.mkldnnLinearPointwise(
                    $0.weight, bias: $0.bias, activation: activation.name, algorithm: activation.algorithm)
            }
        case .int8(let matrix, let bias):
            return [matrix.product(x, bias: bias, activation)]
        }
    }
}
