import Dataset
import Embodiment
import Foundation
import Tokenization
import Transforms

/// One step of a dataset, before and after the transforms.
struct SampleSummary: Encodable {
    /// One camera's picture.
    struct Picture: Encodable {
        let key: String
        /// As it was recorded, in pixels.
        let width, height: Int
        /// Pixels that the crop keeps.
        let keptWidth, keptHeight: Int
        let tiles: Int
        /// Width and height of a tile.
        let tileSize: Int
        let tokens: Int
    }

    /// One joint group at one step.
    struct Group: Encodable {
        let key: String
        /// Steps from the one that was asked for.
        let delta: Int
        /// In the units of the dataset.
        let values: [Double]
        /// Normalised.
        let modelValues: [Double]
        /// The first column of the state or of the action that they stand in.
        let column: Int
    }

    let episode: Int
    let row: Int
    let episodeLength: Int
    let framesPerSecond: Double
    let pictures: [Picture]
    let instruction: String
    /// The prompt, image tokens of a picture counted.
    let prompt: String
    let promptTokens: Int
    let states: [Group]
    let actions: [Group]
    /// [T, width]
    let stateShape, actionShape: [Int]
    /// Numbers that the masks keep.
    let stateKept, actionKept: Int
    /// Steps of the actions past the end of the episode.
    let stepsPastEnd: Int

    init(_ dataset: LeRobotDataset, step: Int, _ pipeline: TransformPipeline) throws {
        let sample = try dataset[step]
        let input = try pipeline.apply(sample.observation, action: sample.action)
        let (modality, action) = (pipeline.config.modality, input.action ?? Matrix(rows: 0, columns: 0))
        (episode, row) = (sample.episode, sample.row)
        episodeLength = try dataset.episode(sample.episode).length
        framesPerSecond = dataset.info.framesPerSecond
        pictures = SampleSummary.pictures(sample.observation, input, pipeline)
        instruction =
            modality.language.modalityKeys.first.flatMap { sample.observation.annotation[$0.name]?.first }
            ?? pipeline.config.defaultInstruction
        let processor = pipeline.processor
        let imageTokens = pipeline.tilesPerImage.map { $0 * processor.tokensPerTile }
        prompt = processor.template.parts(instruction: instruction, imageTokens: imageTokens).map(\.shown).joined()
            .trimmingCharacters(in: .newlines)
        promptTokens = input.tokens.count
        states = SampleSummary.groups(
            sample.observation.state, input.state, pipeline.stateParts, modality.state.deltaIndices, at: [0])
        let deltas = modality.action.deltaIndices
        actions = SampleSummary.groups(
            sample.action, action, pipeline.actionParts, deltas, at: Set([0, deltas.count - 1]).sorted())
        (stateShape, actionShape) = ([input.state.rows, input.state.columns], [action.rows, action.columns])
        stateKept = input.stateMask.count(where: \.self)
        actionKept = input.actionMask?.count(where: \.self) ?? 0
        let length = episodeLength
        stepsPastEnd = deltas.count(where: { sample.row + $0 >= length })
    }

    private static func pictures(
        _ observation: Observation, _ input: ModelInput, _ pipeline: TransformPipeline
    ) -> [Picture] {
        let crop = pipeline.config.video.cropScale.map(VideoCrop.init)
        return zip(pipeline.config.modality.video.modalityKeys, pipeline.tilesPerImage).compactMap { key, tiles in
            guard let image = observation.video[key.name]?.first else { return nil }
            return Picture(
                key: key.description, width: image.width, height: image.height,
                keptWidth: crop?.length(of: image.width) ?? image.width,
                keptHeight: crop?.length(of: image.height) ?? image.height, tiles: tiles,
                tileSize: input.images.first?.width ?? 0, tokens: tiles * pipeline.processor.tokensPerTile)
        }
    }

    private static func groups(
        _ values: [String: Matrix], _ joined: Matrix, _ parts: [ConcatTransform.Part], _ deltas: [Int], at rows: [Int]
    ) -> [Group] {
        var groups: [Group] = []
        var column = 0
        for part in parts {
            guard let matrix = values[part.key.name] else { continue }
            let modelValues = joined.columns(column..<column + part.width)
            groups += rows.filter { $0 < matrix.rows }.map { row in
                Group(
                    key: part.key.description, delta: deltas[row], values: Array(matrix.row(row)),
                    modelValues: Array(modelValues.row(row)), column: column)
            }
            column += part.width
        }
        return groups
    }
}

extension PromptPart {
    /// As a person reads it.
    fileprivate var shown: String {
        switch self {
        case .token(let name): name
        case .text(let text): text
        case .imageContext(let count): "\(ChatTemplate.imageContext) x \(count)"
        }
    }
}
