import Control

/// The chunk that is being carried out while the next one is computed: the bookkeeping of real-time chunking
/// (arXiv 2506.07339, Algorithm 1).
///
/// `executed` is the paper's t, what ``ask()`` returns its s, and the delays its queue Q.
package struct RunningChunk {
    private var goals: [[Double]]
    /// Steps of the chunk that are carried out.
    package private(set) var executed = 0
    private let minimumSteps: Int
    private var delay: DelayEstimate
    /// `executed` when the next chunk was asked for, and steps that have passed since.
    private var request: (executed: Int, elapsed: Int)?

    /// - Parameters:
    ///   - goals: one row per step.
    ///   - minimumSteps: so many are carried out before the next chunk is asked for, the paper's s_min.
    ///   - delay: what is expected of the next request.
    package init(_ goals: [[Double]], minimumSteps: Int, delay: DelayEstimate) {
        self.goals = goals
        self.minimumSteps = minimumSteps
        self.delay = delay
    }

    /// Whether all of its steps are carried out.
    package var isSpent: Bool { executed == goals.count }

    /// The delay that the next request is expected to have, in steps.
    package var expectedDelay: Int { delay.steps }

    /// Whether it is time for the next chunk: after the minimum, or earlier when the actions would not last.
    package var shouldAsk: Bool {
        request == nil && executed >= max(1, min(minimumSteps, goals.count - expectedDelay))
    }

    /// Notes that the next chunk is asked for, with an observation from now.
    ///
    /// - Returns: the steps of this chunk that are carried out.
    package mutating func ask() -> Int {
        request = (executed, 0)
        return executed
    }

    /// Notes that no chunk will come.
    package mutating func askFailed() { request = nil }

    /// The goals of the next step; nil when none is left, then the robot stays where it is.
    package mutating func next() -> [Double]? {
        request?.elapsed += 1
        guard executed < goals.count else { return nil }
        defer { executed += 1 }
        return goals[executed]
    }

    /// Goes over to the chunk that was asked for, at the step that its time has come to.
    ///
    /// Only steps that were carried out count for that: where the robot had to wait, the new chunk goes on from where
    /// it waits.
    ///
    /// - Returns: the delay in steps, waiting included. Throws ``ControlLoopError/chunkTooLate(delay:horizon:)``; the old
    ///   chunk then goes on.
    /// - Precondition: a chunk was asked for.
    package mutating func replace(with new: [[Double]]) throws(ControlLoopError) -> Int {
        guard let request else { preconditionFailure("no chunk was asked for") }
        self.request = nil
        delay.record(steps: request.elapsed)
        let passed = executed - request.executed
        guard passed < new.count else { throw .chunkTooLate(delay: request.elapsed, horizon: new.count) }
        goals = new
        executed = passed
        return request.elapsed
    }
}
