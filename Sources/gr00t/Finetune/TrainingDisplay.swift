import Foundation
import Synchronization
import Training

/// What is seen of a training: one line that is written over on a terminal, a line now and then elsewhere.
final class TrainingDisplay: Sendable {
    private struct State {
        var start = Date()
        var firstStep: Int?
        var lastShown = Date.distantPast
        /// Smoothed, as single steps are noisy.
        var loss: Double?
        var isOpen = false
    }

    private let state = Mutex(State())
    private let isFirst: Bool

    /// - Parameter isFirst: the other processes of a group print nothing.
    init(isFirst: Bool) { self.isFirst = isFirst }

    func step(_ report: StepReport) {
        guard isFirst else { return }
        state.withLock { state in
            let now = Date()
            if state.firstStep == nil { (state.firstStep, state.start) = (report.step, now) }
            if report.loss.isFinite { state.loss = state.loss.map { 0.9 * $0 + 0.1 * report.loss } ?? report.loss }
            let isLast = report.step == report.maxSteps
            let interval = Terminal.errorIsTerminal ? 0.1 : 10
            guard now.timeIntervalSince(state.lastShown) >= interval || isLast else { return }
            state.lastShown = now
            let text = TrainingDisplay.line(report, state)
            write(Terminal.errorIsTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
            state.isOpen = Terminal.errorIsTerminal
        }
    }

    func note(_ text: String) {
        guard isFirst else { return }
        state.withLock { state in
            write((state.isOpen ? "\n" : "") + text + "\n")
            state.isOpen = false
        }
    }

    func end() {
        state.withLock { state in
            if state.isOpen { write("\n") }
            state.isOpen = false
        }
    }

    private static func line(_ report: StepReport, _ state: State) -> String {
        let done = report.step - (state.firstStep ?? report.step)
        let elapsed = max(Date().timeIntervalSince(state.start), 1e-9)
        let rate = done > 0 ? Double(done) / elapsed : 1 / report.seconds
        let left = Double(report.maxSteps - report.step) / max(rate, 1e-9)
        let speed = rate >= 1 ? String(format: "%.1f steps/s", rate) : String(format: "%.2f s/step", 1 / rate)
        let width = "\(report.maxSteps)".count
        let step = String(repeating: " ", count: max(0, width - "\(report.step)".count)) + "\(report.step)"
        return "step \(step)/\(report.maxSteps)  "
            + String(
                format: "loss %.4f  ", state.loss ?? report.loss)
            + (report.alignment.map { String(format: "alignment %.4f  ", $0) } ?? "")
            + String(format: "grad %.3g  lr %.2e  ", report.gradientNorm, report.learningRate)
            + "\(speed)  " + String(format: "data wait %.0f %%  ", report.dataWaitShare * 100)
            + (report.step == report.maxSteps ? Format.clock(elapsed) : "\(Format.clock(left)) left")
            + (report.isSkipped ? "  (skipped: not finite)" : "")
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
