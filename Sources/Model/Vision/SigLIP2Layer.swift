import NeuralNetwork
import Torch

/// One layer of the vision tower.
struct SigLIP2Layer {
    private let layerNorm1, layerNorm2: LayerNorm
    private let attention: SigLIP2Attention
    private let fc1, fc2: Linear

    init(_ config: VisionConfig, _ parameters: ParameterScope) {
        layerNorm1 = LayerNorm(config.hiddenSize, epsilon: config.layerNormEps, parameters["layer_norm1"])
        attention = SigLIP2Attention(config, parameters["self_attn"])
        layerNorm2 = LayerNorm(config.hiddenSize, epsilon: config.layerNormEps, parameters["layer_norm2"])
        fc1 = Linear(config.hiddenSize, config.intermediateSize, parameters["mlp"]["fc1"])
        fc2 = Linear(config.intermediateSize, config.hiddenSize, parameters["mlp"]["fc2"])
    }

    func callAsFunction(_ hidden: Tensor) -> Tensor {
        let hidden = hidden + attention(layerNorm1(hidden))
        return hidden + fc2(fc1(layerNorm2(hidden), .gelu))
    }
}

/// Every token attends to every token of its tile.
private struct SigLIP2Attention {
    private let queryKeyValue, output: Linear
    private let heads: Int

    init(_ config: VisionConfig, _ parameters: ParameterScope) {
        let width = config.hiddenSize
        queryKeyValue = Linear(
            [parameters["q_proj"], parameters["k_proj"], parameters["v_proj"]], width, [width, width, width])
        output = Linear(width, width, parameters["out_proj"])
        heads = config.numAttentionHeads
    }

    func callAsFunction(_ hidden: Tensor) -> Tensor {
        let parts = queryKeyValue.parts(hidden).map { $0.splitHeads(heads) }
        return output(parts[0].attention(parts[1], parts[2]).mergedHeads())
    }
}
