import Dataset
import Foundation
import Tokenization
import Transforms

/// All that the backbone's features of a run's samples depend on. Where anything of it differs, a cache has another name, so
/// features are never mistaken for those of other weights, other pictures or another prompt.
///
/// As JSON it lies beside the features (`key.json`), for people; the program goes by its digest.
struct FeatureKey: Codable, Sendable, Equatable {
    /// Rises when the same key would mean other bytes.
    static let currentFormat = 1

    let format: Int
    let backbone: BackboneIdentity
    /// What the features are rounded to, as the action head reads them.
    let computeDtype: String
    let width: Int
    let longestPrompt: Int
    let paddingToken: Int
    let pictures: Pictures
    let language: Language
    /// 0: pictures as in evaluation.
    let variants: Int
    /// Of the augmentation; nothing is drawn without variants.
    let seed: Int?
    let data: [DatasetIdentity]

    /// How a camera's frames become what the vision tower sees.
    struct Pictures: Codable, Sendable, Equatable {
        let cameras: [String]
        let deltaIndices: [Int]
        let transform: VideoConfig
        let tileSize: Int
        let maximumTiles: Int
        /// As the camera gives them: others are refused.
        let resolutions: [[Int]]
    }

    struct Language: Codable, Sendable, Equatable {
        let keys: [String]
        let deltaIndices: [Int]
        let dropout: Double
        let defaultPrompt: [Int]
    }

    /// Reads the backbone's weights; see ``BackboneIdentity``.
    init(_ setup: RunSetup) throws {
        let (arguments, pipeline) = (setup.arguments, setup.pipeline)
        let config = pipeline.config
        let isAugmented = arguments.featureVariants > 0
        format = FeatureKey.currentFormat
        backbone = try BackboneIdentity(setup.checkpoint.weights(), setup.config.backbone, setup.eagle)
        computeDtype = arguments.computeDtype.rawValue
        width = setup.eagle.text.hiddenSize
        longestPrompt = setup.promptTokens
        paddingToken = pipeline.processor.paddingID
        var transform = config.video
        if !isAugmented { transform.colorJitter = nil }
        let cameras = config.modality.video.modalityKeys
        pictures = Pictures(
            cameras: cameras.map(\.description), deltaIndices: config.modality.video.deltaIndices, transform: transform,
            tileSize: setup.eagle.forceImageSize, maximumTiles: setup.eagle.maxDynamicTiles,
            resolutions: cameras.map { setup.metadata.modalities.video[$0.name]?.resolution ?? [] })
        language = Language(
            keys: config.modality.language.modalityKeys.map(\.description),
            deltaIndices: config.modality.language.deltaIndices, dropout: config.languageDropoutProb,
            defaultPrompt: try pipeline.processor.tokens(
                instruction: config.defaultInstruction, tilesPerImage: pipeline.tilesPerImage))
        variants = arguments.featureVariants
        seed = isAugmented ? arguments.seed : nil
        data = try setup.mixture.components.map { try DatasetIdentity($0.dataset, pipeline) }
    }

    /// The text of `key.json`.
    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// SHA-256 of the JSON: the directory's name.
    func name() throws -> String {
        let digest = ContentDigest()
        try json().withUnsafeBytes(digest.add)
        return digest.hexadecimal()
    }
}

extension RunSetup {
    /// Where the features of this run's backbone are kept, in ``FeatureSpace/directory``.
    package func featureDirectoryName() throws -> String { try FeatureKey(self).name() }
}
