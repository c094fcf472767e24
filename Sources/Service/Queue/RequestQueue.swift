import Embodiment
import Synchronization

/// Stands between the servers and a policy: one call at a time, first come, first served, equal shapes together.
///
/// It is bounded in length and in time. Whatever becomes of a request, its caller gets exactly one answer: the
/// policy's, or a ``ServiceError``, or `CancellationError`.
public final class RequestQueue: Sendable {
    let policy: any ServedPolicy
    let options: ServiceOptions
    let metrics: ServiceMetrics
    let state = Mutex(RequestQueueState())
    let sessions: SessionRegistry
    let sweeper = Mutex<Task<Void, Never>?>(nil)

    public init(_ policy: any ServedPolicy, options: ServiceOptions, metrics: ServiceMetrics) {
        self.policy = policy
        self.options = options
        self.metrics = metrics
        sessions = SessionRegistry(limit: options.maxSessions)
        sweep()
    }

    deinit { sweeper.withLock { $0?.cancel() } }

    /// Entries that wait, without those that the policy works on.
    public var length: Int { state.withLock { $0.line.count } }

    /// The policy's answer, with the stage `queue` before its own.
    ///
    /// - Throws: ``ServiceError`` (`busy`, `expired`, `shuttingDown`, `noObservations`, `tooManyObservations`,
    ///   `wrongAnswer`), `CancellationError` when the calling task is cancelled, whatever the policy throws.
    public func submit(_ request: ActionRequest) async throws -> ActionReply {
        guard !request.observations.isEmpty else { throw ServiceError.noObservations }
        guard request.observations.count <= options.maxObservations else {
            throw ServiceError.tooManyObservations(request.observations.count, limit: options.maxObservations)
        }
        let isBatched = policy.canBatch && options.maxBatch > 1
        return try await enqueue(
            .actions(request, isBatched ? RequestShape(request) : nil), session: request.session,
            deadline: request.deadline ?? .now.advanced(by: options.deadline))
    }

    /// Resets a session after all its requests that came before. Throws as ``submit(_:)``.
    public func reset(_ session: SessionID) async throws {
        _ = try await enqueue(.reset, session: session, deadline: .now.advanced(by: options.deadline))
    }

    /// What has happened and what is waiting, in Prometheus' text format, version 0.0.4.
    public func metricsText() -> String {
        let text = PrometheusText()
        let lines =
            metrics.lines() + text.gauge("gr00t_queue_length", "Requests that wait.", length)
            + text.gauge("gr00t_sessions", "Clients that the policy remembers something of.", sessions.count)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Refuses what comes from now on, waits for what is there, and gives up after `grace`.
    public func close(grace: Duration) async {
        let emptied = Signal()
        state.withLock { $0.close(emptied) }
        sweeper.withLock { $0?.cancel() }
        let timer = Task.detached {
            try? await Task.sleep(for: grace)
            emptied.fire()
        }
        await emptied.wait()
        timer.cancel()
        let late = state.withLock { $0.giveUp() }
        for answer in late { answer.resume(throwing: ServiceError.shuttingDown) }
    }

    func enqueue(
        _ kind: QueuedWork.Kind, session: SessionID, deadline: ContinuousClock.Instant?
    ) async throws -> ActionReply {
        try Task.checkCancellation()
        let id = state.withLock { $0.nextID() }
        let work = QueuedWork(id: id, session: session, kind: kind, arrival: .now, deadline: deadline)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { answer in
                admit(work, answer)
                // The handler may have run before the answer was there to be taken.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func admit(_ work: QueuedWork, _ answer: CheckedContinuation<ActionReply, any Error>) {
        let admission = state.withLock { $0.admit(work, answer, options: options) }
        switch admission {
        case .refused(let error): answer.resume(throwing: error)
        case .admitted(let isIdle):
            if let deadline = work.deadline { watch(deadline) }
            if isIdle { Task.detached { await self.serve() } }
        }
    }

    private func cancel(_ id: UInt64) { finish(id, .failure(CancellationError())) }

    /// The first to finish an entry answers it; later ones do nothing.
    func finish(_ id: UInt64, _ result: Result<ActionReply, any Error>) {
        state.withLock { $0.takeAnswer(id) }?.resume(with: result)
    }
}
