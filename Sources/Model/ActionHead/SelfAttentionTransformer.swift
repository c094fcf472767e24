import NeuralNetwork
import Torch

/// N1.5's `vl_self_attention`: a few transformer blocks over the backbone's features before the DiT reads them.
struct SelfAttentionTransformer {
    private let blocks: [Block]

    init(_ config: TransformerConfig, _ parameters: ParameterScope) {
        blocks = (0..<config.numLayers).map { Block(config, parameters["transformer_blocks"][$0]) }
    }

    /// [B, T, width] to the same shape.
    func callAsFunction(_ features: Tensor, _ padding: PaddingMask?) -> Tensor {
        var hidden = features
        for (index, block) in blocks.enumerated() {
            hidden = traced("vlsa.block\(index)", block(hidden, padding), from: hidden)
        }
        return hidden
    }

    private struct Block {
        let norm1, norm3: LayerNorm
        let attention: CrossAttention
        let feedForward: FeedForward

        init(_ config: TransformerConfig, _ parameters: ParameterScope) {
            norm1 = LayerNorm(config.width, epsilon: 1e-5, parameters["norm1"])
            attention = CrossAttention(
                config, contextWidth: config.width, use: .once, keyValueUse: .once, parameters["attn1"])
            norm3 = LayerNorm(config.width, epsilon: 1e-5, parameters["norm3"])
            feedForward = FeedForward(config, use: .once, parameters["ff"])
        }

        func callAsFunction(_ hidden: Tensor, _ padding: PaddingMask?) -> Tensor {
            let normalized = norm1(hidden)
            let hidden = hidden + attention(normalized, attention.keysAndValues(normalized, padding))
            return hidden + feedForward(norm3(hidden))
        }
    }
}
