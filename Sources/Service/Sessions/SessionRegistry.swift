import Embodiment
import Synchronization
import Wire

/// The clients that a policy remembers something of. Bounded: the one that was idle longest makes room.
final class SessionRegistry: Sendable {
    private struct Session {
        var lastUse: ContinuousClock.Instant
        var dialect: IsaacDialect?
    }

    private let limit: Int
    private let sessions = Mutex<[SessionID: Session]>([:])

    init(limit: Int) { self.limit = limit }

    var count: Int { sessions.withLock { $0.count } }

    /// Notes that a session is in use. Returns one that had to make room.
    func touch(_ session: SessionID, now: ContinuousClock.Instant) -> SessionID? {
        sessions.withLock { sessions in
            if sessions[session] != nil {
                sessions[session]?.lastUse = now
                return nil
            }
            var evicted: SessionID?
            if sessions.count >= limit {
                evicted = sessions.min { $0.value.lastUse < $1.value.lastUse }?.key
                if let evicted { sessions[evicted] = nil }
            }
            sessions[session] = Session(lastUse: now)
            return evicted
        }
    }

    /// What the session spoke last.
    func dialect(of session: SessionID) -> IsaacDialect? { sessions.withLock { $0[session]?.dialect } }

    /// Ignored for a session that is not known.
    func setDialect(_ dialect: IsaacDialect, of session: SessionID) {
        sessions.withLock { $0[session]?.dialect = dialect }
    }

    /// Whether it was known.
    func forget(_ session: SessionID) -> Bool { sessions.withLock { $0.removeValue(forKey: session) != nil } }

    /// Forgets those that were last used before `instant`, and returns them.
    func forgetIdle(since instant: ContinuousClock.Instant) -> [SessionID] {
        sessions.withLock { sessions in
            let idle = sessions.filter { $0.value.lastUse < instant }.map(\.key)
            for session in idle { sessions[session] = nil }
            return idle
        }
    }
}
