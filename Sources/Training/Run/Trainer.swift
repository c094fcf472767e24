import Distributed
import Foundation
import NeuralNetwork
import Tracking

/// The loop of a run: data, step, log, evaluation, checkpoint, until the last step.
public final class Trainer {
    public let setup: RunSetup
    public private(set) var state: TrainingState
    private let step: TrainingStep
    private let schedule: CosineSchedule
    private let batches: BatchSource
    private let writer: CheckpointWriter
    private let evaluation: HeldOutEvaluation?
    private let log: RunLog
    private let group: ProcessGroup?
    private let observer: TrainingObserver
    private var average: ExponentialMovingAverage? { writer.average }
    private var optimizer: AdamW { step.optimizer }
    private var arguments: TrainingArguments { setup.arguments }

    init(
        _ setup: RunSetup, state: TrainingState, step: TrainingStep, batches: BatchSource, writer: CheckpointWriter,
        evaluation: HeldOutEvaluation?, log: RunLog, group: ProcessGroup?, observer: TrainingObserver
    ) {
        self.setup = setup
        self.state = state
        self.step = step
        self.batches = batches
        self.writer = writer
        self.evaluation = evaluation
        self.log = log
        self.group = group
        self.observer = observer
        schedule = CosineSchedule(
            peak: setup.arguments.learningRate, maxSteps: setup.arguments.maxSteps,
            warmupRatio: setup.arguments.warmupRatio)
    }

    /// Trains to the last step, or until the observer asks to stop; then a checkpoint is saved.
    ///
    /// Throws ``TrainingError/notFinite(steps:step:episodes:lastCheckpoint:)``, and what data, model and disk throw; the last
    /// checkpoint is then as it was.
    nonisolated(nonsending) public func train() async throws -> TrainingSummary {
        let start = ContinuousClock.now
        var stops = false
        while state.step < arguments.maxSteps, !stops {
            let learningRate = schedule.learningRate(after: state.step)
            let result = try step(
                batches.next(accumulation: arguments.gradientAccumulationSteps), learningRate: learningRate)
            advance(result, learningRate)
            try checkFinite(result)
            log.step(result, state: &state, learningRate: learningRate, next: schedule.learningRate(after: state.step))
            stops = try agreed(observer.shouldStop())
            let isLast = state.step == arguments.maxSteps
            if let evalSteps = arguments.evalSteps, state.step % evalSteps == 0 || isLast { try await evaluate() }
            if state.step % arguments.saveSteps == 0 || isLast || stops { try save() }
        }
        // Also where a run was ended between its last checkpoint and this, and is resumed.
        if state.step >= arguments.maxSteps { try onFirst { try writer.writeFinal(state) } }
        return summary(seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// Ends the logs. Call once, after ``train()`` or its failure.
    func finish(succeeded: Bool) { log.finish(succeeded: succeeded) }

    private func advance(_ result: StepResult, _ learningRate: Double) {
        state.step += 1
        guard result.isFinite else {
            state.skippedSteps += 1
            state.nonFiniteStreak += 1
            return
        }
        state.nonFiniteStreak = 0
        average?.update(from: optimizer)
        step.alignment?.follow()
        // What AdamW would do to rows without a gradient: nothing else than decay, and in float32 often not even that.
        let kept = Float(1 - learningRate * arguments.weightDecay)
        if kept != 1 { state.unusedRowsDecay *= Double(kept) }
    }

    private func checkFinite(_ result: StepResult) throws {
        guard !result.isFinite else { return }
        let episodes = Set(result.offenders.map { "\(arguments.allDatasetPaths[$0.dataset]) episode \($0.episode)" })
            .sorted()
        observer.note(
            "step \(state.step): the \(result.loss.isFinite ? "gradients are" : "loss is") not finite, so the weights stay as they "
                + "are. From: \(episodes.prefix(8).joined(separator: ", "))")
        guard state.nonFiniteStreak < arguments.maxNonFiniteSteps else {
            throw TrainingError.notFinite(
                steps: state.nonFiniteStreak, step: state.step, episodes: Array(episodes.prefix(20)),
                lastCheckpoint: setup.output.steps.last.map { setup.output.checkpoint($0).path })
        }
    }

    nonisolated(nonsending) private func evaluate() async throws {
        guard let evaluation else { return }
        let scores = try await evaluation.run(average: average, optimizer: optimizer)
        log.evaluation(scores, state: &state)
    }

    private func save() throws {
        try onFirst {
            try writer.write(state)
            observer.note("saved \(setup.output.checkpoint(state.step).path)")
        }
    }

    /// In the first process; the others wait for it.
    private func onFirst(_ work: () throws -> Void) throws {
        if group?.rank ?? 0 == 0 { try work() }
        try group?.barrier()
    }

    /// Whether any process wants to stop: all have to do it at the same step.
    private func agreed(_ stops: Bool) throws -> Bool {
        guard let group else { return stops }
        return try group.gather([stops ? 1 : 0]).contains { $0[0] != 0 }
    }

    private func summary(seconds: Double) -> TrainingSummary {
        let losses = state.logHistory.compactMap(\.loss)
        let alignments = state.logHistory.compactMap(\.flareLoss)
        return TrainingSummary(
            steps: state.step, skippedSteps: state.skippedSteps,
            checkpoint: setup.output.steps.last.map(setup.output.checkpoint),
            model: state.step == arguments.maxSteps ? setup.output.url : nil, seconds: seconds, firstLoss: losses.first,
            lastLoss: losses.last, firstAlignment: alignments.first, lastAlignment: alignments.last)
    }
}
