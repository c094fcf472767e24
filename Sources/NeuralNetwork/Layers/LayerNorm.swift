import Torch

/// Normalises the last dimension to mean 0 and variance 1, then scales and shifts it where it has parameters.
public struct LayerNorm {
    private let width: Int
    private let weight: Tensor?
    private let bias: Tensor?
    private let epsilon: Double

    /// With parameters `weight` and `bias` of [width].
    public init(_ width: Int, epsilon: Double, _ parameters: ParameterScope) {
        self.width = width
        self.epsilon = epsilon
        weight = parameters.vector("weight", [width], .ones)
        bias = parameters.vector("bias", [width], .zeros)
    }

    /// Without parameters, as in adaptive layer norm.
    public init(_ width: Int, epsilon: Double) {
        self.width = width
        self.epsilon = epsilon
        weight = nil
        bias = nil
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        x.to(.float32).layerNorm(normalizedShape: [width], weight: weight, bias: bias, eps: epsilon)
    }
}
