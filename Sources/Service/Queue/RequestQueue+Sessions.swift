import Embodiment

extension RequestQueue {
    /// Sessions that the policy remembers something of.
    public var sessionCount: Int { sessions.count }

    /// The client has gone, so the policy need not remember it: a reset after all its requests, that is never refused.
    public func forget(_ session: SessionID) async {
        if sessions.forget(session) { await forgetState(of: session) }
    }

    /// Notes that the policy works for a session. Not before, so that clients that are refused for want of room push
    /// nobody out.
    func touch(_ session: SessionID) {
        guard let evicted = sessions.touch(session, now: .now) else { return }
        Task.detached { await self.forgetState(of: evicted) }
    }

    /// Forgets sessions that have long been idle, as long as the queue lives.
    func sweep() {
        let idle = options.sessionIdle
        let task = Task.detached { [weak self] in
            while true {
                do { try await Task.sleep(for: idle / 4) } catch { return }
                guard let self else { return }
                for session in self.sessions.forgetIdle(since: ContinuousClock.now.advanced(by: .zero - idle)) {
                    await self.forgetState(of: session)
                }
            }
        }
        sweeper.withLock { $0 = task }
    }

    private func forgetState(of session: SessionID) async {
        // Fails only when the server leaves, and the policy with it.
        _ = try? await enqueue(.forget, session: session, deadline: nil)
    }
}
