import Foundation
import Torch

/// Rotary position embedding (RoPE, arXiv 2104.09864), in the half-split layout of Hugging Face's models: feature i turns
/// together with feature i + width/2.
public struct RotaryEmbedding {
    private let width: Int
    private let base: Double

    public init(width: Int, base: Double) {
        self.width = width
        self.base = base
    }

    /// Cosines and sines of positions 0 ..< length, each [1, 1, length, width].
    public func tables(_ length: Int) -> (cosine: Tensor, sine: Tensor) {
        tables(of: Tensor.arange(start: 0, end: Scalar(length), step: 1, dtype: .float32))
    }

    /// Cosines and sines of these positions, [length] to [1, 1, length, width] each.
    public func tables(of positions: Tensor) -> (cosine: Tensor, sine: Tensor) {
        let exponents = Tensor.arange(start: 0, end: Scalar(width), step: 2, dtype: .float32) / Double(width)
        let frequencies = (exponents * -log(base)).exp()
        let half = positions.unsqueeze(dim: 1) * frequencies.unsqueeze(dim: 0)
        let angles = Tensor.cat([half, half], dim: 1).view([1, 1, positions.size(0), width])
        return (angles.cos(), angles.sin())
    }

    /// Turns `x`, [B, heads, T, width].
    public static func rotate(_ x: Tensor, by tables: (cosine: Tensor, sine: Tensor)) -> Tensor {
        let halves = x.split(into: 2, dimension: 3)
        return x * tables.cosine + Tensor.cat([-halves[1], halves[0]], dim: 3) * tables.sine
    }
}
