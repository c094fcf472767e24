import Control
import Embodiment
import Synchronization

extension ControlLoop {
    /// As ``run(policy:)``, but the robot does not stand still: it carries out a chunk while the policy computes the next one
    /// from an observation of meanwhile, and goes over to it at the step that its time has come to (arXiv 2506.07339,
    /// Algorithm 1). ``ControlSettings/actionHorizon`` is then the fewest steps that are carried out before the next chunk is
    /// asked for, s_min.
    ///
    /// Without a policy that heeds the actions under way (real-time chunking) the seams between chunks may jump.
    ///
    /// - Parameters:
    ///   - initialDelay: steps that the first chunk is expected to take.
    ///   - delayCapacity: delays that are remembered; the longest of them is expected of the next chunk.
    ///   - policy: gets an observation, and the steps of its last chunk that the robot had carried out then.
    /// - Throws: `ControlError` for delays that can't be, ``ControlLoopError``, and what the robot throws; the robot is let go then too.
    public func runAsynchronously(
        initialDelay: Int = 4, delayCapacity: Int = 10,
        policy: @escaping @Sendable (_ observation: Observation, _ executedSteps: Int) async throws -> ActionChunk
    ) async throws -> ControlReport {
        let delay = try DelayEstimate(initial: initialDelay, window: delayCapacity)
        return try await runSession { session in
            try await session.carryOutWhileAsking(policy, delay: delay)
        }
    }
}

extension ControlSession {
    typealias AsynchronousPolicy = @Sendable (Observation, Int) async throws -> ActionChunk

    /// The loop of the controller; `policy` runs beside it.
    func carryOutWhileAsking(
        _ policy: @escaping AsynchronousPolicy, delay: DelayEstimate
    ) async throws {
        guard settings.chunkCount != 0 else { return }
        var chunk = RunningChunk(
            try await nextGoals { try await policy($0, 0) }, minimumSteps: settings.actionHorizon, delay: delay)
        var pending: PendingChunk?
        defer { pending?.cancel() }
        var (failures, retryTime, isStarved) = (0, Duration.zero, false)
        beginSteps()
        while !stop.isRequested {
            if let result = pending?.result {
                let took = clock.now() - (pending?.start ?? .zero)
                pending = nil
                do {
                    report.delays.append(try chunk.replace(with: mapping.goals(result.get())))
                    begin(chunkTook: took)
                    failures = 0
                } catch {
                    chunk.askFailed()
                    failures += 1
                    try note(error, inARow: failures)
                    retryTime = clock.now() + settings.retryDelay
                }
            }
            let isLast = report.chunks == settings.chunkCount
            if isLast, chunk.executed >= settings.actionHorizon || chunk.isSpent { return }
            if !isLast, chunk.shouldAsk, clock.now() >= retryTime {
                do {
                    let observation = try await observe()
                    let executed = chunk.ask()
                    pending = PendingChunk(start: clock.now()) { try await policy(observation, executed) }
                } catch {
                    failures += 1
                    try note(error, inARow: failures)
                    retryTime = clock.now() + settings.retryDelay
                }
            }
            if let goals = chunk.next() {
                try await send(goals)
                report.steps += 1
                isStarved = false
            } else {
                report.starvedSteps += 1
                if !isStarved { onEvent(.starved) }
                isStarved = true
            }
            await finishStep()
        }
    }
}

/// A chunk that is being computed.
private final class PendingChunk: Sendable {
    let start: Duration
    private let task: Task<Void, Never>
    private let outcome: Outcome

    private final class Outcome: Sendable {
        let result = Mutex<Result<ActionChunk, any Error>?>(nil)
    }

    init(start: Duration, _ compute: @escaping @Sendable () async throws -> ActionChunk) {
        self.start = start
        let outcome = Outcome()
        self.outcome = outcome
        task = Task {
            let result: Result<ActionChunk, any Error>
            do { result = .success(try await compute()) } catch { result = .failure(error) }
            outcome.result.withLock { $0 = result }
        }
    }

    /// Nil while it is being computed.
    var result: Result<ActionChunk, any Error>? { outcome.result.withLock { $0 } }

    func cancel() { task.cancel() }
}
