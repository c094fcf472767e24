import Embodiment

/// The clients that are remembered: never more than a given number, and none that has been silent for long.
struct SessionTable {
    private let capacity: Int
    private let idleTime: Duration
    private var sessions: [SessionID: Session] = [:]
    private var created = 0

    init(capacity: Int, idleTime: Duration) {
        self.capacity = capacity
        self.idleTime = idleTime
    }

    var count: Int { sessions.count }

    /// The client's session, at its request; a new one where it has none.
    mutating func session(_ id: SessionID, at time: ContinuousClock.Instant) -> Session {
        forgetIdle(at: time)
        var session = sessions[id] ?? makeSession(at: time)
        session.lastUse = max(session.lastUse, time)
        sessions[id] = session
        return session
    }

    /// Keeps `session` as the client's, unless the client was reset or forgotten since, or another round was answered since.
    /// - Parameter base: the number of the last round when the new one was begun.
    mutating func update(_ id: SessionID, _ session: Session, after base: Int) {
        guard let known = sessions[id], known.number == session.number, known.round?.number ?? 0 == base else { return }
        sessions[id] = session
    }

    mutating func remove(_ id: SessionID) { sessions[id] = nil }

    private mutating func makeSession(at time: ContinuousClock.Instant) -> Session {
        if sessions.count >= capacity, let oldest = sessions.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            sessions[oldest.key] = nil
        }
        created += 1
        return Session(number: created, lastUse: time)
    }

    private mutating func forgetIdle(at time: ContinuousClock.Instant) {
        sessions = sessions.filter { $0.value.lastUse.duration(to: time) <= idleTime }
    }
}
