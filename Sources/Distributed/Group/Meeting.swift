import CTorch
import Foundation
import Synchronization

/// This rank's second connection to the meeting point, on which a thread says twice a second that this rank lives, and
/// listens to the others. Gloo knows only that a connection broke; from here it can be said whose, and why.
final class Meeting: Sendable {
    static let interval = Duration.milliseconds(500)

    private struct Own {
        var store: OpaquePointer?
        var announcement = Announcement()
    }

    private let rank, worldSize: Int
    private let hostsStore: Bool
    /// The rank with which the meeting point ends; none where torchrun's agent has it.
    let host: Int?
    private let own: Mutex<Own>
    private let known = Mutex(Peers(at: .now))
    private let stop = DispatchSemaphore(value: 0)
    private let stopped = DispatchSemaphore(value: 0)

    /// Announces this rank; its life is announced from ``start()`` on.
    init(_ rendezvous: Rendezvous, timeout: Duration) throws(TorchFailure) {
        rank = rendezvous.rank
        worldSize = rendezvous.worldSize
        hostsStore = rendezvous.hostsStore
        host = rendezvous.agentAttempt == nil ? 0 : nil
        let store = try TorchFailure.orValue {
            tt_store_connect(
                rendezvous.masterAddress, Int32(clamping: rendezvous.masterPort), false, 0, rendezvous.prefix,
                timeout.milliseconds)
        }
        own = Mutex(Own(store: store))
        exchange(listening: false)
    }

    func start() {
        let thread = Thread { [self] in
            while stop.wait(timeout: .now() + .milliseconds(Int(Self.interval.milliseconds))) == .timedOut {
                exchange()
            }
            stopped.signal()
        }
        thread.name = "rendezvous"
        thread.start()
    }

    /// The others, as last heard.
    var peers: Peers { known.withLock { $0 } }

    /// Says that this rank failed, unless another did before: then that one's reason is the one to be read.
    ///
    /// The rank that hosts the meeting point stays until all have read it, five seconds at most.
    func fail(_ reason: String) {
        exchange()
        guard peers.failure == nil else { return }
        own.withLock {
            $0.announcement.status = .failed
            $0.announcement.reason = reason
        }
        exchange()
        if hostsStore { linger(.seconds(5)) { $0.unaware(at: .now).isEmpty } }
    }

    /// Says that this rank is done, and waits a little for the others: what they still receive comes over connections
    /// that end with this rank, and the meeting point ends with the rank that hosts it.
    func leave() {
        own.withLock { if $0.announcement.status == .alive { $0.announcement.status = .left } }
        exchange()
        if peers.failure == nil { linger(.seconds(hostsStore ? 10 : 2)) { $0.running(at: .now).isEmpty } }
    }

    /// Ends thread and connection.
    func close() {
        stop.signal()
        // A thread that hangs in a dead network keeps its connection: better that than to wait for it.
        guard stopped.wait(timeout: .now() + 2) == .success else { return }
        own.withLock {
            if let store = $0.store { tt_store_close(store) }
            $0.store = nil
        }
    }

    private func linger(_ time: Duration, until done: (Peers) -> Bool) {
        let end = ContinuousClock.now + time
        while !done(peers), !peers.lostContact, .now < end {
            Thread.sleep(forTimeInterval: 0.05)
            exchange()
        }
    }

    /// One announcement and, when `listening`, everybody else's.
    private func exchange(listening: Bool = true) {
        let known = peers
        // A broken connection stays broken.
        if known.lostContact { return }
        let heard: (reached: Bool, announcements: [Int: Announcement]) = own.withLock { own in
            guard let store = own.store else { return (false, [:]) }
            own.announcement.beat += 1
            own.announcement.heard = own.announcement.heard || known.failure != nil
            var reached = tt_store_set(store, key(rank), own.announcement.text)
            var announcements: [Int: Announcement] = [:]
            for peer in 0..<(listening ? worldSize : 0) where peer != rank && reached {
                guard let text = tt_store_get(store, key(peer), &reached) else { continue }
                defer { free(text) }
                announcements[peer] = Announcement(String(cString: text))
            }
            return (reached, announcements)
        }
        self.known.withLock {
            $0.reached(heard.reached, at: .now)
            for (peer, announcement) in heard.announcements { $0.hear(announcement, from: peer, at: .now) }
        }
    }

    private func key(_ rank: Int) -> String { "gr00t/rank/\(rank)" }
}

extension Duration {
    var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
