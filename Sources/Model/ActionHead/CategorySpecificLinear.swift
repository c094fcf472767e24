import NeuralNetwork
import Torch

/// A linear layer with weights of its own for every embodiment: W [embodiments, in, out], b [embodiments, out].
struct CategorySpecificLinear {
    private let weight, bias: Tensor

    init(_ config: ActionHeadConfig, _ inputs: Int, _ outputs: Int, _ parameters: ParameterScope) {
        weight = parameters.matrix("W", [config.maxNumEmbodiments, inputs, outputs])
        bias = parameters.matrix("b", [config.maxNumEmbodiments, outputs], .zeros)
    }

    /// The layers of these embodiments, [B] of int64, one per sample. Gathered once, they serve every denoising step.
    func selected(_ embodiments: Tensor) -> Selected {
        Selected(
            weight: weight.indexSelect(dim: 0, index: embodiments),
            bias: bias.indexSelect(dim: 0, index: embodiments).unsqueeze(dim: 1))
    }

    struct Selected {
        fileprivate let weight, bias: Tensor

        /// [B, T, in] to [B, T, out].
        func callAsFunction(_ x: Tensor) -> Tensor { bias.baddbmm(batch1: x.to(weight.dtype), batch2: weight) }
    }
}
