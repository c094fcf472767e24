import Foundation

/// The vision-language model Eagle 2.5: a SigLIP2 vision tower, a connector, and a Qwen3 language model.
///
/// The published N1.5 checkpoints don't carry it (in the reference it is a file of the code), so ``eagle25`` is the default,
/// and an `eagle_config.json` beside `config.json` overrides it.
public struct EagleConfig: Sendable, Equatable, Codable {
    /// The token that is replaced by an image feature.
    public var imageTokenIndex: Int
    /// Side of a tile in pixels.
    public var forceImageSize: Int
    /// Hidden state of the vision tower that is used; -1 is the last one, normalised.
    public var selectLayer: Int
    /// Side of the token grid after pixel shuffle, relative to before.
    public var downsampleRatio: Double
    public var usePixelShuffle: Bool
    public var mlpConnectorLayers: Int
    public var minDynamicTiles: Int
    public var maxDynamicTiles: Int
    public var useThumbnail: Bool
    public var vision: VisionConfig
    public var text: TextConfig
    /// Hugging Face's name of the architecture.
    public var modelType = "eagle_2_5_vl"

    enum CodingKeys: String, CodingKey {
        case modelType, imageTokenIndex, forceImageSize, selectLayer, downsampleRatio, usePixelShuffle,
            mlpConnectorLayers
        case minDynamicTiles, maxDynamicTiles, useThumbnail
        case vision = "visionConfig"
        case text = "textConfig"
    }

    public init(imageTokenIndex: Int, imageSize: Int, vision: VisionConfig, text: TextConfig) {
        self.imageTokenIndex = imageTokenIndex
        forceImageSize = imageSize
        selectLayer = -1
        downsampleRatio = 0.5
        usePixelShuffle = false
        mlpConnectorLayers = 1
        minDynamicTiles = 1
        maxDynamicTiles = 12
        useThumbnail = true
        self.vision = vision
        self.text = text
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        imageTokenIndex = try values.decode(Int.self, forKey: .imageTokenIndex)
        vision = try values.decode(VisionConfig.self, forKey: .vision)
        text = try values.decode(TextConfig.self, forKey: .text)
        forceImageSize = try values.decode(.forceImageSize, default: vision.imageSize)
        selectLayer = try values.decode(.selectLayer, default: -1)
        downsampleRatio = try values.decode(.downsampleRatio, default: 0.5)
        usePixelShuffle = try values.decode(.usePixelShuffle, default: false)
        mlpConnectorLayers = try values.decode(.mlpConnectorLayers, default: 1)
        minDynamicTiles = try values.decode(.minDynamicTiles, default: 1)
        maxDynamicTiles = try values.decode(.maxDynamicTiles, default: 12)
        useThumbnail = try values.decode(.useThumbnail, default: true)
        modelType = try values.decode(.modelType, default: "eagle_2_5_vl")
    }

    /// `eagle_config.json` in `directory`, else ``eagle25``.
    public init(directory: URL) throws {
        let file = directory.appending(path: "eagle_config.json")
        self =
            FileManager.default.fileExists(atPath: file.path)
            ? try ConfigFile.read(EagleConfig.self, file) : .eagle25
    }

    public func json() throws -> Data { try ConfigFile.json(self) }

    /// Tokens that one tile becomes.
    public var tokensPerTile: Int {
        let side = forceImageSize / vision.patchSize
        let kept = usePixelShuffle ? Int(Double(side) * downsampleRatio) : side
        return kept * kept
    }

    /// Eagle 2.5 of the published N1.5 checkpoints: SigLIP2-400M and Qwen3-1.7B.
    public static let eagle25 = EagleConfig(
        imageTokenIndex: 151_669, imageSize: 224,
        vision: VisionConfig(
            hiddenSize: 1152, intermediateSize: 4304, numHiddenLayers: 27, numAttentionHeads: 16, patchSize: 14,
            imageSize: 224),
        text: TextConfig(
            hiddenSize: 2048, intermediateSize: 6144, numHiddenLayers: 28, numAttentionHeads: 16,
            numKeyValueHeads: 8, headDim: 128, vocabSize: 151_680))
}

/// SigLIP2's vision tower.
public struct VisionConfig: Sendable, Equatable, Codable {
    public var hiddenSize: Int
    public var intermediateSize: Int
    public var numHiddenLayers: Int
    public var numAttentionHeads: Int
    public var patchSize: Int
    public var imageSize: Int
    public var layerNormEps: Double
    public var modelType = "siglip_vision_model"

    public init(
        hiddenSize: Int, intermediateSize: Int, numHiddenLayers: Int, numAttentionHeads: Int, patchSize: Int,
        imageSize: Int
    ) {
        self.hiddenSize = hiddenSize
        self.intermediateSize = intermediateSize
        self.numHiddenLayers = numHiddenLayers
        self.numAttentionHeads = numAttentionHeads
        self.patchSize = patchSize
        self.imageSize = imageSize
        layerNormEps = 1e-6
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        hiddenSize = try values.decode(Int.self, forKey: .hiddenSize)
        intermediateSize = try values.decode(Int.self, forKey: .intermediateSize)
        numHiddenLayers = try values.decode(Int.self, forKey: .numHiddenLayers)
        numAttentionHeads = try values.decode(Int.self, forKey: .numAttentionHeads)
        patchSize = try values.decode(.patchSize, default: 14)
        imageSize = try values.decode(.imageSize, default: 224)
        layerNormEps = try values.decode(.layerNormEps, default: 1e-6)
        modelType = try values.decode(.modelType, default: "siglip_vision_model")
    }
}

/// Qwen3.
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
    public var architectures = ["Qwen3ForCausalLM"]
    public var tieWordEmbeddings = true

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

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        hiddenSize = try values.decode(Int.self, forKey: .hiddenSize)
        intermediateSize = try values.decode(Int.self, forKey: .intermediateSize)
        numHiddenLayers = try values.decode(Int.self, forKey: .numHiddenLayers)
        numAttentionHeads = try values.decode(Int.self, forKey: .numAttentionHeads)
        numKeyValueHeads = try values.decode(.numKeyValueHeads, default: numAttentionHeads)
        headDim = try values.decode(.headDim, default: 128)
        vocabSize = try values.decode(Int.self, forKey: .vocabSize)
        rmsNormEps = try values.decode(.rmsNormEps, default: 1e-6)
        ropeTheta = try values.decode(.ropeTheta, default: 1_000_000)
        attentionBias = try values.decode(.attentionBias, default: false)
        modelType = try values.decode(.modelType, default: "qwen3")
        architectures = try values.decode(.architectures, default: ["Qwen3ForCausalLM"])
        tieWordEmbeddings = try values.decode(.tieWordEmbeddings, default: true)
    }
}
