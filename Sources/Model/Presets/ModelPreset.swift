/// Configurations that `gr00t model create` can make a checkpoint of.
public enum ModelPreset: String, Sendable, CaseIterable {
    /// A few million parameters, for trying everything out without a download; its tokenizer is made by the program.
    case nano
    /// The nano preset with pictures of 96x96, 36 tokens each: what `gr00t sim pretrain` teaches.
    case nano96 = "nano-96"
    /// The published N1.5: 2.4 billion parameters with all 32 projectors.
    case n15 = "n1.5-3b"

    public var config: GR00TConfig {
        switch self {
        case .nano: ModelPreset.nanoConfig
        case .nano96: ModelPreset.nanoConfig.withoutDropout
        case .n15:
            ModelPreset.config(
                features: 2048, keptLayers: 12, inputWidth: 1536, hidden: 1024, futureTokens: 32, positions: 1024,
                dit: TransformerConfig(
                    numLayers: 16, numAttentionHeads: 32, attentionHeadDim: 48, crossAttentionDim: 2048,
                    outputDim: 1024, interleaveSelfAttention: true, normType: "ada_norm"),
                vlSelfAttention: TransformerConfig(numLayers: 4, numAttentionHeads: 32, attentionHeadDim: 64))
        }
    }

    /// - Parameters:
    ///   - vocabulary: size of the nano presets' tokenizer.
    ///   - imageToken: id of its image token.
    public func eagle(vocabulary: Int, imageToken: Int) -> EagleConfig {
        switch self {
        case .n15: .eagle25
        case .nano96:
            EagleConfig(
                imageTokenIndex: imageToken, imageSize: 96,
                vision: VisionConfig(
                    hiddenSize: 128, intermediateSize: 384, numHiddenLayers: 3, numAttentionHeads: 4, patchSize: 16,
                    imageSize: 96),
                text: TextConfig(
                    hiddenSize: 128, intermediateSize: 384, numHiddenLayers: 3, numAttentionHeads: 4,
                    numKeyValueHeads: 2, headDim: 32, vocabSize: vocabulary))
        case .nano:
            EagleConfig(
                imageTokenIndex: imageToken, imageSize: 224,
                vision: VisionConfig(
                    hiddenSize: 96, intermediateSize: 256, numHiddenLayers: 3, numAttentionHeads: 4, patchSize: 14,
                    imageSize: 224),
                text: TextConfig(
                    hiddenSize: 128, intermediateSize: 384, numHiddenLayers: 4, numAttentionHeads: 4,
                    numKeyValueHeads: 2, headDim: 32, vocabSize: vocabulary))
        }
    }

    private static let nanoConfig =
        ModelPreset.config(
            features: 128, keptLayers: 3, inputWidth: 128, hidden: 128, futureTokens: 8, positions: 64,
            dit: TransformerConfig(
                numLayers: 4, numAttentionHeads: 4, attentionHeadDim: 32, crossAttentionDim: 128, outputDim: 128,
                interleaveSelfAttention: true, normType: "ada_norm"),
            vlSelfAttention: TransformerConfig(numLayers: 2, numAttentionHeads: 4, attentionHeadDim: 32))

    private static func config(
        features: Int, keptLayers: Int, inputWidth: Int, hidden: Int, futureTokens: Int, positions: Int,
        dit: TransformerConfig, vlSelfAttention: TransformerConfig
    ) -> GR00TConfig {
        GR00TConfig(
            actionHorizon: 16, actionDim: 32, hiddenSize: features, backbone: BackboneConfig(selectLayer: keptLayers),
            actionHead: ActionHeadConfig(
                actionDim: 32, actionHorizon: 16, maxStateDim: 64, backboneEmbeddingDim: features, hiddenSize: hidden,
                inputEmbeddingDim: inputWidth, numTargetVisionTokens: futureTokens, maxSeqLen: positions,
                diffusionModel: dit, vlSelfAttention: vlSelfAttention))
    }
}

extension GR00TConfig {
    /// For models so small that they have no neurons to spare: what they learn, they learn with all of them.
    fileprivate var withoutDropout: GR00TConfig {
        var config = self
        config.actionHead.diffusionModel.dropout = 0
        config.actionHead.vlSelfAttention?.dropout = 0
        return config
    }
}
