import Foundation
import Model
import NeuralNetwork
import Torch

/// A checkpoint and one recorded sample, trained on as any run trains: for comparing loss, gradients and steps with another
/// implementation.
public struct RecordedStep {
    public let step: TrainingStep
    public let batch: TrainingBatch

    /// Throws `ModelError`, `CheckpointError` and `CheckpointProblems`.
    /// - Parameter repeats: how often the sample is in the batch.
    public init(
        checkpoint directory: URL, recording: URL, tune: TuneFlags, dtype: ComputeDtype,
        optimizer: OptimizerKind = .adamW,
        weightDecay: Double = 1e-5, maxGradNorm: Double = 0, repeats: Int = 1, dropout: Bool = false
    ) throws {
        let checkpoint = try ModelCheckpoint(directory)
        let plan = TrainingPlan(
            precision: dtype.precision, frozenPrecision: dtype.frozenPrecision,
            embodiments: try RecordedTraining.embodiments(recording), tunes: tune.tunes,
            carriesGradients: tune.carriesGradients)
        let model = try GR00TModel(
            checkpoint.config, checkpoint.eagle(recordedIn: recording),
            loading: .loading(checkpoint.weights(prefetch: true), training: plan))
        let sample = try RecordedTraining(recording, for: model)
        func repeated(_ tensor: Tensor) -> Tensor { Tensor.cat(Array(repeating: tensor, count: repeats)) }
        batch = TrainingBatch(
            sight: .input(
                VisionLanguageInput(
                    inputIDs: repeated(sample.input.inputIDs), attentionMask: nil, pixels: repeated(sample.input.pixels)
                )),
            state: repeated(sample.state),
            embodiments: Array(repeatElement(sample.embodiments, count: repeats).joined()),
            actions: repeated(sample.actions), mask: repeated(sample.mask), noise: repeated(sample.noise),
            time: repeated(sample.time), dropoutSeeds: dropout ? (0..<repeats).map(UInt64.init) : [])
        let store = model.parameters
        let parameters = try store.tunedKeys.compactMap { key in
            try store.tensors[key].map {
                (key: key, tensor: $0, master: try store.master(of: key), decays: WeightDecayRule.decays(key: key))
            }
        }
        step = TrainingStep(
            model,
            AdamW(parameters, options: AdamWOptions(weightDecay: weightDecay, moments: optimizer.moments)),
            maxGradNorm: maxGradNorm)
    }

    /// The same sample with features that were made before, as from a feature cache.
    public func withFeatures() throws -> RecordedStep {
        guard case .input(let input) = batch.sight else { return self }
        let features = try catchingTorchErrors {
            try withNoGrad { try step.model.features(input).to(step.model.parameters.precision.dtype) }
        }
        var batch = batch
        batch.sight = .features(features)
        return RecordedStep(step: step, batch: batch)
    }

    private init(step: TrainingStep, batch: TrainingBatch) {
        self.step = step
        self.batch = batch
    }

    /// The loss and the norm of every gradient, by key; nothing is changed.
    public func gradients() throws -> (loss: Double, norms: [(key: String, norm: Double)]) {
        try catchingTorchErrors {
            let loss = try step.loss(of: batch).mean
            loss.backward()
            defer { step.optimizer.zeroGradients() }
            return (
                loss.double,
                step.optimizer.parameters.map { ($0.key, $0.tensor.grad?.to(.float32).vectorNorm().double ?? 0) }
            )
        }
    }
}
