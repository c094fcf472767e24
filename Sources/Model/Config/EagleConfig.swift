import Foundation

/// A vision-language model of Eagle: a SigLIP2 vision tower, a connector, and a language model. N1 has Eagle 2, N1.5 has Eagle 2.5.
///
/// Published checkpoints don't carry it (in the reference it is a file of the code), so ``eagle2`` and ``eagle25`` are built in,
/// and an `eagle_config.json` beside `config.json` overrides them.
public struct EagleConfig: Sendable, Equatable, Codable {
    /// The token that is replaced by an image feature. Eagle 2's own file leaves it to the tokenizer; then it is that of the
    /// published one.
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
    public var modelType: String

    private static let eagle2Type = "eagle_chat"
    private static let eagle25Type = "eagle_2_5_vl"

    enum CodingKeys: String, CodingKey {
        case modelType, imageTokenIndex, forceImageSize, selectLayer, downsampleRatio, usePixelShuffle,
            mlpConnectorLayers
        case minDynamicTiles, maxDynamicTiles, useThumbnail
        case vision = "visionConfig"
        case text = "textConfig"
    }

    /// Eagle 2's name of what Eagle 2.5 calls `text_config`.
    private enum Eagle2Keys: CodingKey { case llmConfig }

    /// Whether it is Eagle 2; else it is Eagle 2.5.
    public var isEagle2: Bool { modelType == EagleConfig.eagle2Type }

    /// Eagle 2.5.
    public init(imageTokenIndex: Int, imageSize: Int, vision: VisionConfig, text: TextConfig) {
        modelType = EagleConfig.eagle25Type
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

    /// Eagle 2: the connector has two layers after a pixel shuffle.
    public init(eagle2 imageTokenIndex: Int, imageSize: Int, vision: VisionConfig, text: TextConfig) {
        self.init(imageTokenIndex: imageTokenIndex, imageSize: imageSize, vision: vision, text: text)
        modelType = EagleConfig.eagle2Type
        usePixelShuffle = true
        mlpConnectorLayers = 2
        maxDynamicTiles = 1
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let type = try values.decode(.modelType, default: EagleConfig.eagle25Type)
        let isEagle2 = type == EagleConfig.eagle2Type
        modelType = type
        vision = try values.decode(VisionConfig.self, forKey: .vision)
        let own = isEagle2 ? try decoder.container(keyedBy: Eagle2Keys.self) : nil
        text =
            try own?.decodeIfPresent(TextConfig.self, forKey: .llmConfig)
            ?? values.decode(TextConfig.self, forKey: .text)
        imageTokenIndex =
            isEagle2
            ? try values.decode(.imageTokenIndex, default: EagleConfig.eagle2.imageTokenIndex)
            : try values.decode(Int.self, forKey: .imageTokenIndex)
        forceImageSize = try values.decode(.forceImageSize, default: vision.imageSize)
        selectLayer = try values.decode(.selectLayer, default: -1)
        downsampleRatio = try values.decode(.downsampleRatio, default: 0.5)
        usePixelShuffle = try values.decode(.usePixelShuffle, default: isEagle2)
        mlpConnectorLayers = try values.decode(.mlpConnectorLayers, default: isEagle2 ? 2 : 1)
        minDynamicTiles = try values.decode(.minDynamicTiles, default: 1)
        // N1's processor has a limit of its own.
        maxDynamicTiles = try values.decode(.maxDynamicTiles, default: isEagle2 ? 1 : 12)
        useThumbnail = try values.decode(.useThumbnail, default: true)
    }

    /// `eagle_config.json` in `directory`, else the family's own.
    public init(directory: URL, _ family: ModelFamily) throws {
        let file = directory.appending(path: "eagle_config.json")
        self =
            FileManager.default.fileExists(atPath: file.path)
            ? try ConfigFile.read(EagleConfig.self, file) : family.eagle
    }

    public func json() throws -> Data { try ConfigFile.json(self) }

    /// Tokens that one tile becomes.
    public var tokensPerTile: Int {
        let side = forceImageSize / vision.patchSize
        let kept = usePixelShuffle ? Int(Double(side) * downsampleRatio) : side
        return kept * kept
    }

    /// Eagle 2 of the published N1 checkpoints: SigLIP2-400M and SmolLM2-1.7B.
    public static let eagle2 = EagleConfig(
        eagle2: 49_154, imageSize: 224, vision: .siglip2,
        text: TextConfig(
            llama: 2048, intermediateSize: 8192, numHiddenLayers: 24, numAttentionHeads: 32, vocabSize: 49_164))

    /// Eagle 2.5 of the published N1.5 checkpoints: SigLIP2-400M and Qwen3-1.7B.
    public static let eagle25 = EagleConfig(
        imageTokenIndex: 151_669, imageSize: 224, vision: .siglip2,
        text: TextConfig(
            hiddenSize: 2048, intermediateSize: 6144, numHiddenLayers: 28, numAttentionHeads: 16,
            numKeyValueHeads: 8, headDim: 128, vocabSize: 151_680))
}
