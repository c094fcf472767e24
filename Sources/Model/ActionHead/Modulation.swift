import NeuralNetwork
import Torch

/// Scale and shift that the flow time gives a normalised token: x (1 + scale) + shift.
struct Modulation {
    /// [B, 1, width].
    let scale, shift: Tensor

    func callAsFunction(_ x: Tensor) -> Tensor { shift.addcmul(tensor1: x, tensor2: scale + 1) }
}

/// Adaptive layer norm: a LayerNorm without parameters, modulated by the flow time.
struct AdaLayerNorm {
    private let linear: Linear
    private let norm: LayerNorm

    init(_ width: Int, _ parameters: ParameterScope) {
        linear = Linear(width, 2 * width, use: .seldom, parameters["linear"])
        norm = LayerNorm(width, epsilon: 1e-5)
    }

    /// The time embedding [B, width] as (scale, shift).
    func modulation(_ time: Tensor) -> Modulation {
        let parts = linear(time.silu()).to(.float32).unsqueeze(dim: 1).split(into: 2, dimension: 2)
        return Modulation(scale: parts[0], shift: parts[1])
    }

    func callAsFunction(_ x: Tensor, _ modulation: Modulation) -> Tensor { modulation(norm(x)) }
}
