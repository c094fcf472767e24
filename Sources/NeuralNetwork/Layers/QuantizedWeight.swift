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
        // A few rows at a time: the float32 values and what is made of them then stay in the cache.
        let rows = max(1, QuantizedWeight.chunk / max(1, weight.size(1)))
        let parts = stride(from: 0, to: weight.size(0), by: rows).map { start in
            QuantizedWeight.quantized(
                weight.narrow(dim: 0, start: start, length: min(rows, weight.size(0) - start)).to(.float32))
        }
        scales = Tensor.cat(parts.map(\.scales))
        zeroPoints = Tensor.zeros([weight.size(0)], dtype: .int64)
        packed = Tensor.cat(parts.map(\.values)).qlinearPrepack()
    }

    private static let chunk = 1 << 18

    private static func quantized(_ real: Tensor) -> (values: Tensor, scales: Tensor) {
        let scales = real.abs().amax(dim: [1]).clamp(min: 1e-12) / 127
        return ((real * scales.reciprocal().unsqueeze(dim: 1)).round().to(.int8), scales)
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
