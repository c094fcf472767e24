import NeuralNetwork
import Torch

/// One block of the diffusion transformer: attention (to the vision-language features in even blocks, to the tokens in odd
/// ones) and feed-forward, each added to the residual stream.
struct DiTBlock {
    private let norm1: AdaLayerNorm
    private let attention: CrossAttention
    private let norm3: LayerNorm
    private let feedForward: FeedForward
    private let attendsToContext: Bool

    init(_ config: TransformerConfig, attendsToContext: Bool, _ parameters: ParameterScope) {
        norm1 = AdaLayerNorm(config.width, parameters["norm1"])
        let contextWidth = attendsToContext ? config.crossAttentionDim ?? config.width : config.width
        attention = CrossAttention(
            config, contextWidth: contextWidth, use: .everyStep, keyValueUse: attendsToContext ? .once : .everyStep,
            parameters["attn1"])
        norm3 = LayerNorm(config.width, epsilon: 1e-5)
        feedForward = FeedForward(config, use: .everyStep, parameters["ff"])
        self.attendsToContext = attendsToContext
    }

    func modulation(_ time: Tensor) -> Modulation { norm1.modulation(time) }

    /// Keys and values of the features; `nil` in a block that attends to the tokens.
    func keysAndValues(_ features: Tensor, _ padding: PaddingMask?) -> KeysAndValues? {
        attendsToContext ? attention.keysAndValues(features, padding) : nil
    }

    func callAsFunction(_ hidden: Tensor, _ context: KeysAndValues?, _ modulation: Modulation) -> Tensor {
        let normalized = norm1(hidden, modulation)
        let hidden = hidden + attention(normalized, context ?? attention.keysAndValues(normalized))
        return hidden + feedForward(norm3(hidden))
    }
}
