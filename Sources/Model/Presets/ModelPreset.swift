/// Configurations that `gr00t model create` can make a checkpoint of.
public enum ModelPreset: String, Sendable, CaseIterable {
    /// A few million parameters, for trying everything out without a download; its tokenizer is made by the program.
    case nano
    /// The nano preset with pictures of 96x96, 36 tokens each: what `gr00t sim pretrain` teaches.
    case nano96 = "nano-96"
    /// The nano preset as N1 is built.
    case nanoN1 = "nano-n1"
    /// The published N1.5: 2.4 billion parameters with all 32 projectors.
    case n15 = "n1.5-3b"
    /// The published N1: 2.2 billion parameters with all 32 projectors.
    case n1 = "n1-2b"

    /// Whether its tokenizer is the one that the program makes.
    public var isNano: Bool { self != .n15 && self != .n1 }

    /// Of the family's published checkpoints.
    static func published(_ family: ModelFamily) -> ModelPreset { family == .n1 ? .n1 : .n15 }

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
        case .nanoN1:
            ModelPreset.n1Config(
                features: 128, keptLayers: 3, hidden: 128, positions: 64,
                dit: TransformerConfig(
                    numLayers: 4, numAttentionHeads: 4, attentionHeadDim: 32, outputDim: 128,
                    interleaveSelfAttention: true, normType: "ada_norm"))
        case .n1:
            ModelPreset.n1Config(
                features: 2048, keptLayers: 12, hidden: 1024, positions: 1024,
                dit: TransformerConfig(
                    numLayers: 16, numAttentionHeads: 32, attentionHeadDim: 48, outputDim: 1024,
                    interleaveSelfAttention: true, normType: "ada_norm"))
        }
    }

    /// - Parameters:
    ///   - vocabulary: size of the nano presets' tokenizer.
    ///   - imageToken: id of its image token.
    public func eagle(vocabulary: Int, imageToken: Int) -> EagleConfig {
        switch self {
        case .n15: .eagle25
        case .n1: .eagle2
        case .nanoN1:
            EagleConfig(
                eagle2: imageToken, imageSize: 224,
                vision: ModelPreset.nanoVision,
                text: TextConfig(
                    llama: 128, intermediateSize: 384, numHiddenLayers: 4, numAttentionHeads: 4, vocabSize: vocabulary))
        case .nano96:
            EagleConfig(
                imageTokenIndex: imageToken, imageSize: 96,
                vision: VisionConfig(
                    hiddenSize: 128, intermediateSize: 384, numHiddenLayers: 3, numAttentionHeads: 4, patchSize: 16,
                    imageSize: 96),
                text: ModelPreset.nanoText(layers: 3, vocabulary))
        case .nano:
            EagleConfig(
                imageTokenIndex: imageToken, imageSize: 224, vision: ModelPreset.nanoVision,
                text: ModelPreset.nanoText(layers: 4, vocabulary))
        }
    }

    private static let nanoVision = VisionConfig(
        hiddenSize: 96, intermediateSize: 256, numHiddenLayers: 3, numAttentionHeads: 4, patchSize: 14, imageSize: 224)

    private static func nanoText(layers: Int, _ vocabulary: Int) -> TextConfig {
        TextConfig(
            hiddenSize: 128, intermediateSize: 384, numHiddenLayers: layers, numAttentionHeads: 4,
            numKeyValueHeads: 2, headDim: 32, vocabSize: vocabulary)
    }

    /// N1's: features of the language model's width, projected to the DiT's; no future tokens, nothing between the two.
    private static func n1Config(
        features: Int, keptLayers: Int, hidden: Int, positions: Int, dit: TransformerConfig
    ) -> GR00TConfig {
        GR00TConfig(
            .n1, actionHorizon: 16, actionDim: 32, hiddenSize: dit.width,
            backbone: BackboneConfig(n1: keptLayers, width: features, projectToDim: dit.width, imageTokens: 64),
            actionHead: ActionHeadConfig(
                actionDim: 32, actionHorizon: 16, maxStateDim: 64, backboneEmbeddingDim: dit.width, hiddenSize: hidden,
                inputEmbeddingDim: dit.width, numTargetVisionTokens: 0, maxSeqLen: positions, diffusionModel: dit,
                vlSelfAttention: nil))
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
