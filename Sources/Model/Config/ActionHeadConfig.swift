/// `action_head_cfg`: the flow-matching head (`gr00t/model/action_head/flow_matching_action_head.py`).
public struct ActionHeadConfig: Sendable, Equatable, Encodable {
    public var actionDim: Int
    public var actionHorizon: Int
    public var addPosEmbed: Bool
    /// Width of the backbone's features.
    public var backboneEmbeddingDim: Int
    /// Width of the DiT's output, which the action decoder reads.
    public var hiddenSize: Int
    /// Width of the DiT's tokens.
    public var inputEmbeddingDim: Int
    public var maxActionDim: Int
    public var maxStateDim: Int
    public var maxSeqLen: Int
    /// Robots that the state encoder, action encoder and action decoder have weights for.
    public var maxNumEmbodiments: Int
    public var modelDtype: String
    /// Flow time in training: t = (s − Beta(alpha, beta)) / s.
    public var noiseBetaAlpha: Double
    public var noiseBetaBeta: Double
    public var noiseS: Double
    /// Euler steps from noise to actions.
    public var numInferenceTimesteps: Int
    /// Future tokens between the state and the actions (FLARE's, arXiv 2505.15659); N1 has none.
    public var numTargetVisionTokens: Int
    public var numTimestepBuckets: Int
    public var tuneDiffusionModel: Bool
    public var tuneProjector: Bool
    /// Whether the features pass a LayerNorm and ``vlSelfAttention`` first; not in N1.
    public var useVlln: Bool
    public var diffusionModel: TransformerConfig
    public var vlSelfAttention: TransformerConfig?

    enum CodingKeys: String, CodingKey {
        case actionDim, actionHorizon, addPosEmbed, backboneEmbeddingDim, hiddenSize, inputEmbeddingDim, maxActionDim
        case maxStateDim, maxSeqLen, maxNumEmbodiments, modelDtype, noiseBetaAlpha, noiseBetaBeta, noiseS
        case numInferenceTimesteps, numTargetVisionTokens, numTimestepBuckets, tuneDiffusionModel, tuneProjector,
            useVlln
        case diffusionModel = "diffusionModelCfg"
        case vlSelfAttention = "vlSelfAttentionCfg"
    }

    public init(
        actionDim: Int, actionHorizon: Int, maxStateDim: Int, backboneEmbeddingDim: Int, hiddenSize: Int,
        inputEmbeddingDim: Int, numTargetVisionTokens: Int, maxSeqLen: Int, diffusionModel: TransformerConfig,
        vlSelfAttention: TransformerConfig?
    ) {
        self.actionDim = actionDim
        self.actionHorizon = actionHorizon
        addPosEmbed = true
        self.backboneEmbeddingDim = backboneEmbeddingDim
        self.hiddenSize = hiddenSize
        self.inputEmbeddingDim = inputEmbeddingDim
        maxActionDim = actionDim
        self.maxStateDim = maxStateDim
        self.maxSeqLen = maxSeqLen
        maxNumEmbodiments = 32
        modelDtype = "float32"
        noiseBetaAlpha = 1.5
        noiseBetaBeta = 1.0
        noiseS = 0.999
        numInferenceTimesteps = 4
        self.numTargetVisionTokens = numTargetVisionTokens
        numTimestepBuckets = 1000
        tuneDiffusionModel = true
        tuneProjector = true
        useVlln = vlSelfAttention != nil
        self.diffusionModel = diffusionModel
        self.vlSelfAttention = vlSelfAttention
    }

    init(from decoder: any Decoder, _ family: ModelFamily) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        diffusionModel = try values.decode(TransformerConfig.self, forKey: .diffusionModel)
        switch family {
        case .n1:
            backboneEmbeddingDim = diffusionModel.crossAttentionDim ?? diffusionModel.width
            numTargetVisionTokens = 0
            useVlln = false
        case .n15:
            backboneEmbeddingDim = try values.decode(.backboneEmbeddingDim, default: 1536)
            numTargetVisionTokens = try values.decode(.numTargetVisionTokens, default: 32)
            useVlln = try values.decode(.useVlln, default: true)
            vlSelfAttention = try values.decodeIfPresent(TransformerConfig.self, forKey: .vlSelfAttention)
        }
        actionDim = try values.decode(Int.self, forKey: .actionDim)
        actionHorizon = try values.decode(Int.self, forKey: .actionHorizon)
        addPosEmbed = try values.decode(.addPosEmbed, default: true)
        hiddenSize = try values.decode(.hiddenSize, default: 1024)
        inputEmbeddingDim = try values.decode(.inputEmbeddingDim, default: 1536)
        maxActionDim = try values.decode(.maxActionDim, default: actionDim)
        maxStateDim = try values.decode(.maxStateDim, default: 64)
        maxSeqLen = try values.decode(.maxSeqLen, default: 1024)
        maxNumEmbodiments = try values.decode(.maxNumEmbodiments, default: 32)
        modelDtype = try values.decode(.modelDtype, default: "float32")
        noiseBetaAlpha = try values.decode(.noiseBetaAlpha, default: 1.5)
        noiseBetaBeta = try values.decode(.noiseBetaBeta, default: 1.0)
        noiseS = try values.decode(.noiseS, default: 0.999)
        numInferenceTimesteps = try values.decode(.numInferenceTimesteps, default: 4)
        numTimestepBuckets = try values.decode(.numTimestepBuckets, default: 1000)
        tuneDiffusionModel = try values.decode(.tuneDiffusionModel, default: true)
        tuneProjector = try values.decode(.tuneProjector, default: true)
    }
}

/// `diffusion_model_cfg` and `vl_self_attention_cfg` (`gr00t/model/action_head/cross_attention_dit.py`).
public struct TransformerConfig: Sendable, Equatable, Codable {
    public var numLayers: Int
    public var numAttentionHeads: Int
    public var attentionHeadDim: Int
    /// Width of the context that even blocks attend to; the tokens' own width where absent.
    public var crossAttentionDim: Int?
    public var outputDim: Int?
    /// Whether odd blocks attend to the tokens themselves.
    public var interleaveSelfAttention: Bool
    /// Used in training only.
    public var dropout: Double
    public var finalDropout: Bool
    public var normType: String?
    /// Null; left out it means "sinusoidal" to the reference.
    @ExplicitNull public var positionalEmbeddings: String?
    public var activationFn: String?

    public init(
        numLayers: Int, numAttentionHeads: Int, attentionHeadDim: Int, crossAttentionDim: Int? = nil,
        outputDim: Int? = nil, interleaveSelfAttention: Bool = false, normType: String? = nil
    ) {
        self.numLayers = numLayers
        self.numAttentionHeads = numAttentionHeads
        self.attentionHeadDim = attentionHeadDim
        self.crossAttentionDim = crossAttentionDim
        self.outputDim = outputDim
        self.interleaveSelfAttention = interleaveSelfAttention
        dropout = 0.2
        finalDropout = true
        self.normType = normType
        positionalEmbeddings = nil
        activationFn = nil
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        numLayers = try values.decode(.numLayers, default: 12)
        numAttentionHeads = try values.decode(.numAttentionHeads, default: 8)
        attentionHeadDim = try values.decode(.attentionHeadDim, default: 64)
        crossAttentionDim = try values.decodeIfPresent(Int.self, forKey: .crossAttentionDim)
        outputDim = try values.decodeIfPresent(Int.self, forKey: .outputDim)
        interleaveSelfAttention = try values.decode(.interleaveSelfAttention, default: false)
        dropout = try values.decode(.dropout, default: 0.1)
        finalDropout = try values.decode(.finalDropout, default: true)
        normType = try values.decodeIfPresent(String.self, forKey: .normType)
        positionalEmbeddings = try values.decode(.positionalEmbeddings, whereAbsent: "sinusoidal")
        activationFn = try values.decodeIfPresent(String.self, forKey: .activationFn)
    }

    /// Width of the tokens.
    public var width: Int { numAttentionHeads * attentionHeadDim }

    /// Blocks that attend to the context.
    public var crossBlocks: Int { interleaveSelfAttention ? (numLayers + 1) / 2 : numLayers }
}
