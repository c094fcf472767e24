/// The language model: Qwen3, or Llama (SmolLM2 is one).
public struct TextConfig: Sendable, Equatable, Codable {
    public var hiddenSize: Int
    public var intermediateSize: Int
    public var numHiddenLayers: Int
    public var numAttentionHeads: Int
    public var numKeyValueHeads: Int
    public var headDim: Int
    public var vocabSize: Int
    public var rmsNormEps: Double
    public var ropeTheta: Double
    public var attentionBias: Bool
    public var modelType = "qwen3"
    public var architectures = [TextConfig.qwen3]
    public var tieWordEmbeddings = true

    /// Hugging Face's classes of the two.
    static let qwen3 = "Qwen3ForCausalLM"
    static let llama = "LlamaForCausalLM"

    /// Whether queries and keys are normalised per head: Qwen3 does, Llama does not.
    public var normalizesHeads: Bool { architectures.first == TextConfig.qwen3 }

    /// Qwen3.
    public init(
        hiddenSize: Int, intermediateSize: Int, numHiddenLayers: Int, numAttentionHeads: Int, numKeyValueHeads: Int,
        headDim: Int, vocabSize: Int
    ) {
        self.hiddenSize = hiddenSize
        self.intermediateSize = intermediateSize
        self.numHiddenLayers = numHiddenLayers
        self.numAttentionHeads = numAttentionHeads
        self.numKeyValueHeads = numKeyValueHeads
        self.headDim = headDim
        self.vocabSize = vocabSize
        rmsNormEps = 1e-6
        ropeTheta = 1_000_000
        attentionBias = false
    }

    /// SmolLM2.
    public init(
        llama hiddenSize: Int, intermediateSize: Int, numHiddenLayers: Int, numAttentionHeads: Int, vocabSize: Int
    ) {
        self.init(
            hiddenSize: hiddenSize, intermediateSize: intermediateSize, numHiddenLayers: numHiddenLayers,
            numAttentionHeads: numAttentionHeads, numKeyValueHeads: numAttentionHeads,
            headDim: hiddenSize / numAttentionHeads, vocabSize: vocabSize)
        rmsNormEps = 1e-5
        ropeTheta = 130_000
        (modelType, architectures) = ("llama", [TextConfig.llama])
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        architectures = try values.decode(.architectures, default: [TextConfig.qwen3])
        let isLlama = architectures.first == TextConfig.llama
        hiddenSize = try values.decode(Int.self, forKey: .hiddenSize)
        intermediateSize = try values.decode(Int.self, forKey: .intermediateSize)
        numHiddenLayers = try values.decode(Int.self, forKey: .numHiddenLayers)
        numAttentionHeads = try values.decode(Int.self, forKey: .numAttentionHeads)
        numKeyValueHeads = try values.decode(.numKeyValueHeads, default: numAttentionHeads)
        headDim = try values.decode(.headDim, default: isLlama ? hiddenSize / max(1, numAttentionHeads) : 128)
        vocabSize = try values.decode(Int.self, forKey: .vocabSize)
        rmsNormEps = try values.decode(.rmsNormEps, default: 1e-6)
        ropeTheta = try values.decode(.ropeTheta, default: isLlama ? 10_000 : 1_000_000)
        attentionBias = try values.decode(.attentionBias, default: false)
        modelType = try values.decode(.modelType, default: isLlama ? "llama" : "qwen3")
        tieWordEmbeddings = try values.decode(.tieWordEmbeddings, default: true)
    }
}
