import Embodiment
import Synchronization

/// Keeps the state of clients whose connection broke. gRPC connects again by itself and LeRobot's client never learns
/// of it, so that it would go on without the instructions that it has sent once.
final class LeRobotSessions: Sendable {
    private struct Orphan {
        let session: LeRobotSession
        let address: String
        let until: ContinuousClock.Instant
    }

    private static let maxCount = 64

    private let service: PolicyService
    private let time: Duration
    private let orphans = Mutex<[Orphan]>([])

    init(_ service: PolicyService, time: Duration) {
        self.service = service
        self.time = time
    }

    /// How many are kept.
    var count: Int { orphans.withLock { $0.count } }

    /// The connection of a client at `address` has closed.
    func leave(_ session: LeRobotSession, address: String) async {
        session.slot.empty()
        guard await session.setup != nil else { return await service.queue.forget(session.id) }
        let now = ContinuousClock.now
        let gone = orphans.withLock { orphans -> [Orphan] in
            orphans.append(Orphan(session: session, address: address, until: now + time))
            let keep = orphans.filter { $0.until > now }.suffix(Self.maxCount)
            let gone = orphans.filter { orphan in !keep.contains { $0.session === orphan.session } }
            orphans = Array(keep)
            return gone
        }
        for orphan in gone { await service.queue.forget(orphan.session.id) }
    }

    /// A client at `address` starts: the one that is missing from there, where it is only one, has been started anew.
    func drop(address: String) async {
        if let session = adopt(address: address) { await service.queue.forget(session.id) }
    }

    /// The state that a new connection from `address` goes on with: nil where there is none, or more than one.
    func adopt(address: String) -> LeRobotSession? {
        let now = ContinuousClock.now
        return orphans.withLock { orphans in
            let candidates = orphans.filter { $0.address == address && $0.until > now }
            guard candidates.count == 1, let found = candidates.first else { return nil }
            orphans.removeAll { $0.session === found.session }
            return found.session
        }
    }
}
