import Torch

/// An int8 matrix with one scale per output channel; activations are quantised on the fly with one scale per call.
///
/// y = (sₓ · s_w) · (x₈ − z)·W₈ᵀ + b, with W₈ = round(W / s_w), s_w = max|W| / 127 per row, and x₈ in 0...255.
struct QuantizedWeight {
    /// Packed by oneDNN.
    let packed: Tensor
    /// [out].
    let scales: Tensor
    private let zeroPoints: Tensor

    /// - Parameter weight: [out, in].
    init(_ weight: Tensor) {
        let real = weight.to(.float32)
        scales = real.abs().amax(dim: [1]).clamp(min: 1e-12) / 127
        zeroPoints = Tensor.zeros([real.size(0)], dtype: .int64)
        let quantized = (real / scales.unsqueeze(dim: 1)).round().clamp(min: -127, max: 127).to(.int8)
        packed = quantized.qlinearPrepack()
    }

    func product(_ x: Tensor, bias: Tensor?, _ activation: Activation) -> Tensor {
        let real = x.to(.float32)
        let scale = (real.abs().max() / 127).clamp(min: 1e-12)
        let quantized = ((real / scale).round() + 128).clamp(min: 0, max: 255).to(.uint8)
        return quantized.qlinearPointwise(
            scale: scale, zeroPoint: Tensor.full([], fillValue: 128, dtype: .int32), weight: packed,
            weightScales: scales, weightZeroPoints: zeroPoints, bias: bias, output: .bfloat16,
            activation: activation.name, algorithm: activation.algorithm)
    }
}
