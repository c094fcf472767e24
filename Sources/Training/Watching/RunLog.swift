import Distributed
import Foundation
import Tracking
import Transforms

/// Turns steps into the lines of the log, the trackers' curves, and what an observer is told.
final class RunLog {
    private let setup: RunSetup
    private let trackers: TrackerGroup?
    private let observer: TrainingObserver
    private let waitSeconds: () -> Double
    private var lastTime = ContinuousClock.now
    private var lastWait = 0.0
    /// Since the last line of the log.
    private var windowTime = ContinuousClock.now
    private var windowWait = 0.0
    private var columns: [Int: ColumnErrors] = [:]

    /// - Parameter trackers: `nil` on all processes but the first.
    init(_ setup: RunSetup, trackers: TrackerGroup?, observer: TrainingObserver, waitSeconds: @escaping () -> Double) {
        self.setup = setup
        self.trackers = trackers
        self.observer = observer
        self.waitSeconds = waitSeconds
    }

    func step(_ result: StepResult, state: inout TrainingState, learningRate: Double, next: Double) {
        let (now, wait) = (ContinuousClock.now, waitSeconds())
        let seconds = max((now - lastTime) / .seconds(1), 1e-9)
        let groups = groupLosses(result.columns)
        observer.onStep(
            StepReport(
                step: state.step, maxSteps: setup.arguments.maxSteps, loss: result.loss,
                alignment: result.alignment, gradientNorm: result.gradientNorm, learningRate: learningRate,
                dataWaitShare: min(1, (wait - lastWait) / seconds), seconds: seconds,
                samplesPerSecond: Double(setup.arguments.globalBatchSize) / seconds, groupLosses: groups,
                isSkipped: !result.isFinite))
        (lastTime, lastWait) = (now, wait)
        for (embodiment, errors) in result.columns {
            columns[embodiment, default: .init(width: errors.sums.count)].add(errors)
        }
        if result.isFinite { count(result, in: &state) }
        guard state.step % setup.arguments.loggingSteps == 0 || state.step == setup.arguments.maxSteps else { return }
        line(result, &state, next)
    }

    func evaluation(_ scores: HeldOutScores, state: inout TrainingState) {
        lastTime = .now
        state.logHistory.append(
            LogEntry(
                step: state.step, epoch: setup.epoch(after: state.step), evalLoss: scores.loss,
                evalOpenLoopMSE: scores.openLoopMSE))
        trackers?.log(
            [(TrackedName.validationLoss, scores.loss), (TrackedName.openLoopError, scores.openLoopMSE)]
                + (scores.baselineMSE.map { [("eval/baseline_mse", $0)] } ?? []), step: state.step)
        observer.note(
            String(
                format: "step %d, held out: loss %.4f, open-loop MSE %.5g", state.step, scores.loss, scores.openLoopMSE)
                + (scores.baselineMSE.map { String(format: " (repeating the state: %.5g)", $0) } ?? ""))
    }

    /// Ends the trackers' files.
    func finish(succeeded: Bool) { trackers?.finish(exitCode: succeeded ? 0 : 1) }

    private func count(_ result: StepResult, in state: inout TrainingState) {
        // A step of videos alone has no loss of actions.
        if result.actionValues > 0 { state.window.add(result.loss) }
        guard let alignment = result.alignment else { return }
        state.flareWindow = state.flareWindow ?? LossWindow()
        state.flareWindow?.add(alignment)
    }

    private func line(_ result: StepResult, _ state: inout TrainingState, _ learningRate: Double) {
        let (now, wait) = (ContinuousClock.now, waitSeconds())
        let seconds = max((now - windowTime) / .seconds(1), 1e-9)
        let epoch = setup.epoch(after: state.step)
        let flareLoss = state.flareWindow?.mean
        // Videos alone have no loss of actions; without them it is because every step was skipped.
        let loss: Double? = state.window.count > 0 ? state.window.mean : flareLoss == nil ? .nan : nil
        state.logHistory.append(
            LogEntry(
                step: state.step, epoch: epoch, loss: loss, flareLoss: flareLoss, gradNorm: result.gradientNorm,
                learningRate: learningRate))
        let losses: [(name: String, value: Double)] =
            [(TrackedName.loss, loss), (TrackedName.flareLoss, flareLoss)]
            .compactMap { name, loss in loss.map { (name, $0) } }
        let parts = groupLosses(columns).map { (TrackedName.part($0.name, of: TrackedName.loss), $0.loss) }
        trackers?.log(
            losses + [
                (TrackedName.gradientNorm, result.gradientNorm), (TrackedName.learningRate, learningRate),
                ("train/epoch", epoch), (TrackedName.dataWait, min(1, (wait - windowWait) / seconds)),
                ("train/samples_per_second", samples(state) / seconds),
                ("train/skipped_steps", Double(state.skippedSteps)),
            ] + parts, step: state.step)
        (state.window, state.flareWindow) = (LossWindow(), nil)
        columns = [:]
        (windowTime, windowWait) = (now, wait)
    }

    private func samples(_ state: TrainingState) -> Double {
        Double(max(1, state.window.count, state.flareWindow?.count ?? 0) * setup.arguments.globalBatchSize)
    }

    /// Per joint group of the data config, in its order.
    private func groupLosses(_ columns: [Int: ColumnErrors]) -> [(name: String, loss: Double)] {
        guard let errors = columns[setup.pipeline.embodiment.projectorIndex] else { return [] }
        var start = 0
        return setup.pipeline.actionParts.compactMap { part in
            defer { start += part.width }
            return errors.mean(start..<start + part.width).map { (part.key.name, $0) }
        }
    }
}

extension ColumnErrors {
    mutating func add(_ other: ColumnErrors) {
        for index in sums.indices {
            sums[index] += other.sums[index]
            counts[index] += other.counts[index]
        }
    }
}
