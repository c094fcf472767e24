import Checkpoint
import Dataset
import Embodiment
import Foundation
import Model
import Tokenization
import Torch
import Transforms

/// A GR00T checkpoint as a policy: observations in, un-normalised action chunks out.
///
/// observation → transforms → backbone → Euler steps from noise → inverse transforms → actions. A policy belongs to one thread
/// at a time; ``PolicyRunner`` gives it one.
public final class Gr00tPolicy {
    public let model: GR00TN15
    public let pipeline: TransformPipeline
    public let denoisingSteps: Int
    private let processor: EagleProcessor
    private var nextSeed: UInt64

    /// Loads the checkpoint in `directory`: model, `experiment_cfg/metadata.json`, tokenizer.
    ///
    /// A chunk has as many steps as the data config asks for, as with the reference: the head's weights don't depend on it.
    /// - Parameter metadata: instead of the checkpoint's own.
    /// - Throws: ``ModelError``, ``CheckpointProblems``, ``DatasetError``, ``TokenizationError``, ``TransformError``.
    public init(loading directory: URL, metadata: DatasetMetadata? = nil, options: PolicyOptions) throws {
        let metadata = try metadata ?? MetadataFile.read(checkpoint: directory, embodimentTag: options.embodimentTag)
        let configured = try GR00TConfig(directory.appending(path: "config.json"))
        let eagle = try EagleConfig(directory: directory)
        let horizon = options.dataConfig.modality.action.deltaIndices.count
        let tokenizer = try TokenizerLocator(
            chosen: options.tokenizer, checkpoint: directory, hubCache: options.hubCache
        ).load(vocabularySize: eagle.text.vocabSize, imageTokenIndex: eagle.imageTokenIndex)
        processor = try EagleProcessor(tokenizer: tokenizer, tokensPerTile: eagle.tokensPerTile)
        pipeline = try options.dataConfig.pipeline(
            metadata: metadata, processor: processor, embodiment: options.embodimentTag,
            maxStateDim: configured.actionHead.maxStateDim, maxActionDim: configured.actionDim,
            actionHorizon: horizon, instructionForm: options.instructionForm,
            tiles: DynamicTiles(tileSize: eagle.forceImageSize, maximumTiles: eagle.maxDynamicTiles))
        denoisingSteps = options.denoisingSteps ?? configured.actionHead.numInferenceTimesteps
        guard (1...1000).contains(denoisingSteps) else { throw PolicyError.badDenoisingSteps(denoisingSteps) }
        nextSeed = options.seed
        model = try GR00TN15(loading: directory, precision: options.precision, actionHorizon: horizon)
    }

    /// Makes later calls faster, after the first answer is out; see ``GR00TN15/settle()``.
    public func settle() { model.settle() }

    /// The next actions for one observation.
    public func getAction(_ observation: Observation) throws -> ActionChunk {
        try getAction([observation], noise: nil)[0]
    }

    /// The next actions for a batch of observations.
    ///
    /// - Parameter noise: standard normal numbers, [B, horizon, actionDim] in a row; drawn from the policy's seed where absent.
    ///   The same noise gives the same actions.
    /// - Throws: ``TransformError`` for an observation that does not fit, ``PolicyError``, ``TorchError``.
    public func getAction(_ observations: [Observation], noise: [Float]? = nil) throws -> [ActionChunk] {
        guard !observations.isEmpty else { throw PolicyError.noObservations }
        let samples = try observations.map { try pipeline.apply($0) }
        let shape = [samples.count, model.config.actionHorizon, model.config.actionDim]
        if let noise, noise.count != shape.reduce(1, *) {
            throw PolicyError.badNoise(expected: shape, actual: noise.count)
        }
        let values = try catchingTorchErrors {
            try withNoGrad {
                let batch = ModelBatch(samples, padding: processor)
                traced("preprocess", batch.state)
                let context = try model.encode(batch.input)
                traced("encode", batch.state)
                return try model.sample(
                    context, state: batch.state, embodiments: batch.embodiments,
                    noise: noise.map { Tensor($0, shape) } ?? drawNoise(shape), steps: denoisingSteps
                ).doubles
            }
        }
        let size = shape[1] * shape[2]
        return try samples.indices.map { index in
            try pipeline.unapply(
                Matrix(rows: shape[1], columns: shape[2], values: Array(values[index * size..<(index + 1) * size])))
        }
    }

    private func drawNoise(_ shape: [Int]) -> Tensor {
        defer { nextSeed &+= 1 }
        return Tensor.normal(shape, seed: nextSeed)
    }
}
