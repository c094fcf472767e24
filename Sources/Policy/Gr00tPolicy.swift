import Checkpoint
import Control
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
    public let model: GR00TModel
    public let pipeline: TransformPipeline
    public let denoisingSteps: Int
    private var nextSeed: UInt64

    /// Loads the checkpoint in `directory`: model, `experiment_cfg/metadata.json`, tokenizer.
    ///
    /// A chunk has as many steps as the data config asks for, as with the reference: the head's weights don't depend on it.
    /// - Parameter metadata: instead of the checkpoint's own.
    /// - Throws: ``ModelError``, ``CheckpointProblems``, ``DatasetError``, ``TokenizationError``, ``TransformError``.
    public convenience init(loading directory: URL, metadata: DatasetMetadata? = nil, options: PolicyOptions) throws {
        let metadata = try metadata ?? MetadataFile.read(checkpoint: directory, embodimentTag: options.embodimentTag)
        let checkpoint = try ModelCheckpoint(directory)
        let (configured, eagle) = (try checkpoint.config, try checkpoint.eagle)
        try configured.family.check(options.embodimentTag)
        let horizon = options.dataConfig.modality.action.deltaIndices.count
        let tokenizer = try TokenizerLocator(
            chosen: options.tokenizer, checkpoint: checkpoint.base, hubCache: options.hubCache
        ).load(vocabularySize: eagle.text.vocabSize, imageTokenIndex: eagle.imageTokenIndex)
        let pipeline = try options.dataConfig.pipeline(
            metadata: metadata, processor: EagleProcessor(tokenizer, for: configured, eagle),
            embodiment: options.embodimentTag, maxStateDim: configured.actionHead.maxStateDim,
            maxActionDim: configured.actionDim, actionHorizon: horizon, instructionForm: options.instructionForm,
            tiles: DynamicTiles(for: configured, eagle))
        try Gr00tPolicy.check(options.denoisingSteps ?? 1)
        try self.init(
            GR00TModel(
                loading: directory, precision: options.precision, actionHorizon: horizon, guidable: options.isGuidable),
            pipeline: pipeline,
            denoisingSteps: options.denoisingSteps, seed: options.seed)
    }

    /// A model that is loaded already, be it in training.
    /// - Parameters:
    ///   - pipeline: made for the model's sizes.
    ///   - denoisingSteps: the model's own number where absent.
    ///   - seed: the same seed gives the same noise for the same sequence of calls.
    /// - Throws: ``PolicyError/badDenoisingSteps(_:)``.
    public init(
        _ model: GR00TModel, pipeline: TransformPipeline, denoisingSteps: Int? = nil, seed: UInt64 = 0
    ) throws {
        let steps = denoisingSteps ?? model.config.actionHead.numInferenceTimesteps
        try Gr00tPolicy.check(steps)
        self.model = model
        self.pipeline = pipeline
        self.denoisingSteps = steps
        nextSeed = seed
    }

    private static func check(_ denoisingSteps: Int) throws {
        guard (1...1000).contains(denoisingSteps) else { throw PolicyError.badDenoisingSteps(denoisingSteps) }
    }

    /// Makes later calls faster, after the first answer is out; see ``GR00TModel/settle()``.
    public func settle() { model.settle() }

    /// Draws the noise of later calls as a new policy with this seed would.
    public func restart(seed: UInt64 = 0) { nextSeed = seed }

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
        try getRound(observations, noise: noise).chunks
    }

    /// The next actions for a batch of observations, with what the model predicted and how long each stage took:
    /// `preprocess`, `backbone`, `action_head` and `postprocess`.
    ///
    /// - Parameters:
    ///   - noise: as in ``getAction(_:noise:)``.
    ///   - guidance: what the chunks are to follow; its predictions are those of an earlier round.
    /// - Throws: as ``getAction(_:noise:)``, and ``ModelError/notGuidable(precision:)``.
    public func getRound(
        _ observations: [Observation], noise: [Float]? = nil, guidance: RoundGuidance? = nil
    ) throws -> PolicyRound {
        guard !observations.isEmpty else { throw PolicyError.noObservations }
        var watch = StageWatch()
        let samples = try observations.map { try pipeline.apply($0) }
        let shape = [samples.count, model.config.actionHorizon, model.config.actionDim]
        if let noise, noise.count != shape.reduce(1, *) {
            throw PolicyError.badNoise(expected: shape, actual: noise.count)
        }
        let values = try catchingTorchErrors {
            try withNoGrad {
                let guidance = try guidance.map { try Guidance($0, shape: shape, width: pipeline.actionWidth) }
                let batch = ModelBatch(samples, padding: pipeline.processor)
                traced("preprocess", batch.state)
                watch.mark("preprocess")
                let context = try model.encode(batch.input)
                traced("encode", batch.state)
                watch.mark("backbone")
                let actions = try model.sample(
                    context, state: batch.state, embodiments: batch.embodiments,
                    noise: noise.map { Tensor($0, shape) } ?? drawNoise(shape), steps: denoisingSteps,
                    guidance: guidance)
                defer { watch.mark("action_head") }
                return actions.to(.float32).array(of: Float.self)
            }
        }
        let (rows, columns) = (shape[1], shape[2])
        let predictions = samples.indices.map { index in
            let start = index * rows * columns
            return ModelChunk(rows: rows, columns: columns, values: Array(values[start..<start + rows * columns]))
        }
        let chunks = try predictions.map {
            try pipeline.unapply(Matrix(rows: rows, columns: columns, values: $0.values.map(Double.init)))
        }
        watch.mark("postprocess")
        return PolicyRound(chunks: chunks, predictions: predictions, timing: watch.stages)
    }

    private func drawNoise(_ shape: [Int]) -> Tensor {
        defer { nextSeed &+= 1 }
        return Tensor.normal(shape, seed: nextSeed)
    }
}
