import Checkpoint
import Dataset
import Distributed
import Embodiment
import Foundation
import Model
import NeuralNetwork
import Policy
import Threads
import Torch
import Tracking
import Transforms

/// Fine-tunes a model: builds all that a run needs from its setup, on a thread of its own, and lets the ``Trainer`` train.
///
///     let setup = try RunSetup(arguments, dataConfig: config, base: checkpoint, resumes: false)
///     let summary = try await TrainRunner(setup, processors: Machine.allowedProcessors).run()
public actor TrainRunner {
    public nonisolated let setup: RunSetup
    private let thread = JobThread(name: "gr00t training")
    private let processors: [Int]
    private let rendezvous: Rendezvous
    private let observer: TrainingObserver
    private let keepsFeatures: Bool
    private var policy: Gr00tPolicy?
    /// Where the run keeps the features of its backbone.
    private var features: BackboneFeatures?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - processors: what the model's threads are pinned to; empty pins nothing.
    ///   - rendezvous: the processes that share the work.
    ///   - keepsFeatures: false computes the features of a frozen backbone each time, though the arguments ask to keep them:
    ///     the same samples in the same views, for comparing.
    public init(
        _ setup: RunSetup, processors: [Int], rendezvous: Rendezvous = .single, observer: TrainingObserver = .init(),
        keepsFeatures: Bool = true
    ) {
        self.setup = setup
        self.processors = processors
        self.rendezvous = rendezvous
        self.observer = observer
        self.keepsFeatures = keepsFeatures
    }

    /// Trains to the end, or until the observer asks to stop. Throws what ``Trainer/train()`` throws.
    public func run() async throws -> TrainingSummary {
        defer { setup.lock?.release() }
        Machine.keepLargeBlocks()
        let group = rendezvous.isSingle ? nil : try ProcessGroup(rendezvous)
        var trainer: Trainer?
        do {
            let source = try SampleSource(setup, group: group, keepsFeatures: keepsFeatures)
            // After the loader's threads were started: they would inherit this one's single processor.
            if !processors.isEmpty { Machine.pinThreads(to: processors) }
            trainer = try makeTrainer(source, group)
            guard var summary = try await trainer?.train() else { throw CancellationError() }
            summary.features = try featureUse(group)
            trainer?.finish(succeeded: true)
            group?.close()
            return summary
        } catch {
            trainer?.finish(succeeded: false)
            group?.abort(reason: "\(error)")
            throw error
        }
    }

    private func makeTrainer(_ source: SampleSource, _ group: ProcessGroup?) throws -> Trainer {
        let arguments = setup.arguments
        observer.note("loading \(setup.resume?.directory.path ?? arguments.baseModelPath) …")
        let loaded = try ModelInTraining(setup)
        let step = TrainingStep(
            loaded.model, loaded.optimizer, maxGradNorm: arguments.maxGradNorm, alignment: loaded.alignment,
            group: group)
        let trackers = (group?.rank ?? 0) == 0 ? try RunTrackers.make(setup) { [observer] in observer.note($0) } : nil
        let batches = makeBatches(source, loaded.model)
        let policy = try Gr00tPolicy(loaded.model, pipeline: setup.pipeline)
        self.policy = policy
        return Trainer(
            setup, state: loaded.state, step: step, batches: batches,
            writer: CheckpointWriter(
                setup: setup, model: loaded.model, optimizer: loaded.optimizer, average: loaded.average,
                alignment: loaded.alignment, base: loaded.weights, unusedRows: loaded.unusedRows),
            evaluation: arguments.evalSteps == nil
                ? nil
                : try HeldOutEvaluation(
                    setup, step: step,
                    policy: PolicyInTraining(runner: self, modalityConfigs: setup.pipeline.config.modality.byName),
                    restart: { policy.restart() }),
            log: RunLog(
                setup, trackers: trackers, observer: observer,
                waitSeconds: { batches.waitSeconds }), group: group, observer: observer)
    }

    private func makeBatches(_ source: SampleSource, _ model: GR00TModel) -> BatchSource {
        let (config, processor) = (setup.config.actionHead, setup.pipeline.processor)
        let (seed, draws) = (setup.arguments.seed, setup.arguments.noiseDraws)
        switch source {
        case .whole(let loader):
            return BatchSource(loader, processor: processor, config: config, draws: draws, seed: seed)
        case .features(let loader, let cache):
            let features = BackboneFeatures(cache, model, processor: processor) { [observer] in observer.note($0) }
            self.features = features
            observer.note(cache.text)
            return BatchSource(loader, features: features, config: config, draws: draws, seed: seed)
        }
    }

    /// What the cache of features was good for, of all processes.
    private func featureUse(_ group: ProcessGroup?) throws -> FeatureUse? {
        guard let features else { return nil }
        let use = try features.use(of: group)
        observer.note(use.text)
        return use
    }

    /// What the model in training does now; between two steps.
    fileprivate func act(on observation: Observation) throws -> ActionChunk {
        guard let policy else { return ActionChunk(actions: [:]) }
        return try policy.getAction(observation)
    }
}

/// The model in training as a policy.
private struct PolicyInTraining: BasePolicy {
    let runner: TrainRunner
    let modalityConfigs: [String: ModalityConfig]

    func getAction(_ observation: Observation) async throws -> ActionChunk { try await runner.act(on: observation) }
}
