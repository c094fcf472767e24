import Torch

/// Divides the last dimension by its root mean square, then scales it.
public struct RMSNorm {
    private let width: Int
    private let weight: Tensor
    private let epsilon: Double

    public init(_ width: Int, epsilon: Double, _ parameters: ParameterScope) {
        self.width = width
        self.epsilon = epsilon
        weight = parameters.vector("weight", [width], .ones)
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        x.to(.float32).rmsNorm(normalizedShape: [width], weight: weight, eps: epsilon)
    }
}
