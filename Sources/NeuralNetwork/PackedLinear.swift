import Torch

extension Tensor {
    /// This bfloat16 matrix [out, in] in the blocked layout that oneDNN multiplies fastest.
    func reorderedForLinear() -> Tensor { mkldnnReorderLinearWeight() }

    /// `activation(x Wᵀ + b)` with a matrix from ``reorderedForLinear()``.
    func linear(packed weight: Tensor, bias: Tensor?, _ activation: Activation) -> Tensor {
        mkldnnLinearPointwise(weight, bias: bias, activation: activation.name, algorithm: activation.algorithm)
    }
}
