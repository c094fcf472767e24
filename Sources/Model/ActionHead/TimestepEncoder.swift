import Foundation
import NeuralNetwork
import Torch

/// The flow time, in buckets, as the vector that modulates every block of the DiT.
struct TimestepEncoder {
    private static let channels = 256
    private let linear1, linear2: Linear

    init(_ width: Int, _ parameters: ParameterScope) {
        let embedder = parameters["timestep_embedder"]
        linear1 = Linear(TimestepEncoder.channels, width, use: .seldom, embedder["linear_1"])
        linear2 = Linear(width, width, use: .seldom, embedder["linear_2"])
    }

    /// Buckets [B] to [B, width].
    func callAsFunction(_ buckets: Tensor) -> Tensor { linear2(linear1(sinusoidal(buckets), .silu)).to(.float32) }

    /// [cos, sin] at 128 frequencies; the last of them is exactly 1/10000 (divisor half - 1), unlike the action encoder's.
    private func sinusoidal(_ buckets: Tensor) -> Tensor {
        let half = TimestepEncoder.channels / 2
        let steps = Tensor.arange(start: 0, end: Scalar(half), step: 1, dtype: .float32)
        let frequencies = (steps * -log(10_000) / Double(half - 1)).exp()
        let angles = buckets.to(.float32).unsqueeze(dim: 1) * frequencies
        return Tensor.cat([angles.cos(), angles.sin()], dim: 1)
    }
}
