import Dataset
import Embodiment
import Media
import Tokenization

/// Turns observations into what the model takes and its predictions into actions, for one data config and one dataset's
/// metadata. Everything that can be checked beforehand was checked when it was made. A value: any number of threads may use it
/// at once.
public struct TransformPipeline: Sendable {
    /// What the pipeline was made of, with the checkpoint's sizes in place of the config's.
    public let config: DataConfig
    public let embodiment: EmbodimentTag
    private var video: VideoTransform
    private let state: StateActionTransform
    private let action: StateActionTransform
    private let language: LanguageTransform
    private let statePadding: PaddingTransform
    private let actionPadding: PaddingTransform
    /// Makes the prompt, and pads prompts of a batch.
    public let processor: EagleProcessor

    /// - Parameter config: with the sizes of the checkpoint.
    /// - Throws: ``TransformError``, which names the key.
    init(
        _ config: DataConfig, metadata: DatasetMetadata, embodiment: EmbodimentTag, instructionForm: InstructionForm,
        tiles: DynamicTiles, processor: EagleProcessor
    ) throws {
        try config.validate()
        self.config = config
        self.embodiment = embodiment
        let modality = config.modality
        video = try VideoTransform(
            modality: modality.video, config: config.video, videos: metadata.modalities.video, tiles: tiles)
        state = try StateActionTransform(
            keys: modality.state.modalityKeys, horizon: modality.state.deltaIndices.count, config: config.state,
            modalities: metadata.modalities.state, statistics: metadata.statistics.state,
            maximumWidth: config.maxStateDim)
        action = try StateActionTransform(
            keys: modality.action.modalityKeys, horizon: modality.action.deltaIndices.count, config: config.action,
            modalities: metadata.modalities.action, statistics: metadata.statistics.action,
            maximumWidth: config.maxActionDim)
        language = LanguageTransform(
            key: modality.language.modalityKeys.first, defaultInstruction: config.defaultInstruction,
            dropoutProbability: config.languageDropoutProb, form: instructionForm)
        statePadding = PaddingTransform(width: state.concat.width, paddedWidth: config.maxStateDim)
        actionPadding = PaddingTransform(width: action.concat.width, paddedWidth: config.maxActionDim)
        self.processor = processor
    }

    /// Which columns of a normalised state are which joint group's, from left to right.
    public var stateParts: [ConcatTransform.Part] { state.concat.parts }

    /// Which columns of a normalised action are which joint group's, from left to right.
    public var actionParts: [ConcatTransform.Part] { action.concat.parts }

    /// Values of a normalised action that mean something; what follows them is padding.
    public var actionWidth: Int { actionPadding.width }

    /// Tiles that each image of a sample becomes: with an instruction they make the prompt.
    public var tilesPerImage: [Int] { video.tilesPerImage }

    /// One sample.
    /// - Parameters:
    ///   - action: per name, without `action.`, [actionHorizon, D]; nil when there is nothing to learn from.
    /// - Throws: ``TransformError``, which names the key; and `TokenizationError` for a prompt that is too long.
    public func apply(
        _ observation: Observation, action: [String: Matrix]? = nil, mode: TransformMode = .evaluation
    ) throws -> ModelInput {
        let (images, tokens) = try applySight(observation, mode)
        return ModelInput(images: images, tokens: tokens, numbers: try applyStateAction(observation, action: action))
    }

    /// One sample of a video that nobody acted in: pictures and words, and ``numbersOfVideo``.
    /// - Throws: ``TransformError``, which names the key; and `TokenizationError` for a prompt that is too long.
    public func applyVideo(_ observation: Observation, mode: TransformMode = .evaluation) throws -> ModelInput {
        let (images, tokens) = try applySight(observation, mode)
        return ModelInput(images: images, tokens: tokens, numbers: numbersOfVideo)
    }

    /// The numbers of a video: no action, and a state of zeros, as DreamGen trains on videos (arXiv 2505.12705).
    public var numbersOfVideo: StateActionInput {
        let count = state.horizon * statePadding.paddedWidth
        return StateActionInput(
            state: Matrix(rows: state.horizon, columns: statePadding.paddedWidth),
            stateMask: Array(repeating: false, count: count), action: nil, actionMask: nil,
            embodimentID: embodiment.projectorIndex)
    }

    /// The same transforms for pictures of other sizes.
    /// - Parameter videos: what the cameras give, by their names.
    /// - Throws: ``TransformError``, which names the camera.
    public func watching(_ videos: [String: VideoMetadata]) throws -> TransformPipeline {
        var other = self
        other.video = try VideoTransform(
            modality: config.modality.video, config: config.video, videos: videos, tiles: video.tiles)
        return other
    }

    private func applySight(_ observation: Observation, _ mode: TransformMode) throws -> ([Image], [Int]) {
        var generator: SplitMix64? = if case .training(let seed) = mode { SplitMix64(seed: seed) } else { nil }
        let tiles = try video.apply(observation.video, generator: &generator)
        let instruction = try language.apply(observation.annotation, generator: &generator)
        let tokens = try processor.tokens(instruction: instruction, tilesPerImage: tiles.map(\.count))
        return (tiles.flatMap { $0 }, tokens)
    }

    /// The numbers of one sample without its pictures and words, for a model whose view of those is known already. The same
    /// as in ``apply(_:action:mode:)``; nothing about them is random.
    /// - Parameters:
    ///   - observation: only its states are looked at.
    ///   - action: per name, without `action.`, [actionHorizon, D]; nil when there is nothing to learn from.
    /// - Throws: ``TransformError``, which names the key.
    public func applyStateAction(
        _ observation: Observation, action: [String: Matrix]? = nil
    ) throws -> StateActionInput {
        StateActionInput(
            state: statePadding.apply(try state.apply(observation.state)),
            stateMask: statePadding.mask(rows: state.horizon),
            action: try action.map { actionPadding.apply(try self.action.apply($0)) },
            actionMask: action.map { _ in actionPadding.mask(rows: self.action.horizon) },
            embodimentID: embodiment.projectorIndex)
    }

    /// A prediction, [T, maxActionDim] normalised, as actions in the units of the dataset. T is free.
    /// - Throws: ``TransformError``, which names the key.
    public func unapply(_ prediction: Matrix) throws -> ActionChunk {
        guard prediction.rows > 0, prediction.columns == actionPadding.paddedWidth else {
            throw TransformError.wrongPrediction(
                rows: prediction.rows, columns: prediction.columns, expectedColumns: actionPadding.paddedWidth)
        }
        return ActionChunk(actions: try action.unapply(actionPadding.unapply(prediction)))
    }
}
