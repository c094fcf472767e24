import Checkpoint
import Foundation
import Model
import NeuralNetwork
import Torch

/// The model, its optimiser and the state of the run, as they start or as a checkpoint left them.
struct ModelInTraining {
    let model: GR00TModel
    let optimizer: AdamW
    let average: ExponentialMovingAverage?
    /// What the policy learns to foresee, where it does.
    let alignment: FutureAlignment?
    let state: TrainingState
    /// What the weights were read from.
    let weights: TensorSource
    /// The weights that the run began with, where rows of embodiments that the data does not use shrink by weight decay:
    /// from these the same rows come out however often the run was interrupted. Else ``weights``.
    let unusedRows: TensorSource

    /// Throws `CheckpointProblems`, `CheckpointError`, `ModelError`, `OptimizerStateError` and ``TrainingError``.
    init(_ setup: RunSetup) throws {
        let arguments = setup.arguments
        let seed = UInt64(bitPattern: Int64(arguments.seed))
        let weights = try setup.checkpoint.weights(prefetch: true).resized(
            actionDim: setup.config.actionDim, seed: seed)
        unusedRows =
            setup.resume == nil || arguments.lora != nil || !arguments.decaysUnusedRows
            ? weights
            : try ModelCheckpoint(setup.base).weights().resized(actionDim: setup.config.actionDim, seed: seed)
        let plan = try TrainingPlan(setup)
        model = try GR00TModel(setup.config, setup.eagle, loading: .loading(weights, training: plan))
        self.weights = weights

        let left = try setup.resume?.optimizerTensors()
        let projector = arguments.flare.map { _ in
            FutureProjector(setup.config.actionHead, dtype: arguments.computeDtype, seed: arguments.seed)
        }
        optimizer = AdamW(
            try [model.parameters, projector?.parameters].compactMap { $0 }.flatMap { store in
                try store.tunedKeys.compactMap { key in
                    guard let tensor = store.tensors[key] else { return nil }
                    let kept = "\(key).master"
                    let master = try left?.entries[kept] == nil ? store.master(of: key) : left?.tensor(kept)
                    return (key: key, tensor: tensor, master: master, decays: WeightDecayRule.decays(key: key))
                }
            },
            options: AdamWOptions(weightDecay: arguments.weightDecay, moments: arguments.optimizer.moments))
        average = arguments.emaDecay.map { [optimizer] in ExponentialMovingAverage(decay: $0, of: optimizer) }
        alignment = arguments.flare.flatMap { [model, optimizer] flare in
            projector.map { FutureAlignment(flare, model, $0, optimizer) }
        }
        guard let resume = setup.resume, let left else {
            state = TrainingState()
            return
        }
        try optimizer.load(state: left.tensor, step: resume.file.optimizerSteps)
        try average?.load { try left.tensor("\($0).average") }
        try alignment?.target.load { try left.tensor("\($0).\(CheckpointFiles.flareTarget)") }
        state = resume.state
    }
}

extension TrainingPlan {
    /// What the arguments of a run ask of its parameters.
    init(_ setup: RunSetup) throws {
        let arguments = setup.arguments
        let tune = arguments.tune
        let isFull = arguments.lora?.isFullModel == true
        let adapters = try arguments.lora.map { config in
            AdapterPlan(
                config, weights: try setup.resume?.adapterWeights(), seed: UInt64(bitPattern: Int64(arguments.seed)))
        }
        self.init(
            precision: arguments.computeDtype.precision, frozenPrecision: arguments.computeDtype.frozenPrecision,
            adapters: adapters, embodiments: setup.embodiments, tunes: tune.tunes,
            carriesGradients: { path in isFull || (adapters == nil ? tune : TuneFlags()).carriesGradients(path) })
    }
}
