extension RequestQueue {
    /// Sees to it that somebody wakes up at `deadline`, or before. One task sleeps from deadline to deadline, rather
    /// than one per request; it doesn't keep the queue alive.
    func watch(_ deadline: ContinuousClock.Instant) {
        state.withLock { state in
            if let watch = state.watch {
                guard deadline < watch.deadline else { return }
                watch.task.cancel()
            }
            let task = Task.detached { [weak self] in
                var next = deadline
                while true {
                    do { try await Task.sleep(until: next, clock: .continuous) } catch { return }
                    guard let following = self?.expire() else { return }
                    next = following
                }
            }
            state.watch = (deadline, task)
        }
    }

    /// Answers those whose time is over. Returns the next deadline; nil where nothing is left to watch, or another
    /// task does.
    private func expire() -> ContinuousClock.Instant? {
        let (expired, next) = state.withLock { state in
            let expired = state.takeExpired(now: .now)
            guard !Task.isCancelled else { return (expired, ContinuousClock.Instant?.none) }
            let next = state.firstDeadline
            state.watch = next.flatMap { next in state.watch.map { (next, $0.task) } }
            return (expired, next)
        }
        for (answer, after) in expired { answer.resume(throwing: ServiceError.expired(after: after)) }
        return next
    }
}
