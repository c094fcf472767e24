import CTorch
import Torch

/// The processes that train one model together, and what they do at the same time: sums, broadcasts, barriers.
///
/// Every rank makes the same calls in the same order. A call throws when another rank failed, is gone, or does not come
/// in time, within a minute where a process or its machine died; the group is then of no further use: call
/// ``abort(reason:)`` with what went wrong, and end. One thread uses a group.
public final class ProcessGroup {
    /// Number of this process among all, from 0.
    public let rank: Int
    /// Number of all processes.
    public let worldSize: Int
    let timeout: Duration
    /// Neither is there where the process is alone.
    var group: OpaquePointer?
    private(set) var meeting: Meeting?
    /// Why the group is of no further use.
    private(set) var failure: DistributedError?

    /// Meets the other ranks. From now on this process ignores SIGPIPE, unless it has a use for it: the connection to a
    /// rank that dies in the middle of a call is an error, not the end of this process.
    ///
    /// Gloo listens on the address under which this machine reaches rank 0's; `GLOO_SOCKET_IFNAME` names another
    /// interface.
    ///
    /// - Parameter timeout: how long to wait for the other ranks, now and in each collective. A rank that saves a
    ///   checkpoint lets the others wait for as long.
    ///
    /// Throws ``DistributedError/noMeeting(rank:address:seconds:reason:)`` or ``DistributedError/notBuilt(backend:)``.
    public init(_ rendezvous: Rendezvous, timeout: Duration = .seconds(600), backend: Backend = .gloo) throws {
        guard backend == .gloo else { throw DistributedError.notBuilt(backend: backend) }
        rank = rendezvous.rank
        worldSize = rendezvous.worldSize
        self.timeout = timeout
        guard !rendezvous.isSingle else { return }
        do {
            (group, meeting) = try Self.meet(rendezvous, timeout)
        } catch {
            throw DistributedError.noMeeting(
                rank: rank, address: "\(rendezvous.masterAddress):\(rendezvous.masterPort)",
                seconds: Int(timeout.components.seconds), reason: error.message)
        }
    }

    deinit { close() }

    private static func meet(
        _ rendezvous: Rendezvous, _ timeout: Duration
    ) throws(TorchFailure) -> (OpaquePointer, Meeting) {
        let (host, port) = (rendezvous.masterAddress, rendezvous.masterPort)
        let store = try TorchFailure.orValue {
            tt_store_connect(
                host, Int32(clamping: port), rendezvous.hostsStore, Int32(clamping: rendezvous.worldSize),
                rendezvous.prefix,
                timeout.milliseconds)
        }
        // The group keeps what it needs of the store.
        defer { tt_store_close(store) }
        let meeting = try Meeting(rendezvous, timeout: timeout)
        guard let address = LocalAddress.facing(host, port: port) else {
            throw TorchFailure(message: "'\(host)' is no address, or there is no route to it")
        }
        let group = try TorchFailure.orValue {
            tt_group_create(
                store, Int32(clamping: rendezvous.rank), Int32(clamping: rendezvous.worldSize), GlooInterface.chosen,
                address,
                timeout.milliseconds)
        }
        meeting.start()
        return (group, meeting)
    }

    /// Tells the other ranks that this one fails, and why. Their next call, or the one that they wait in, throws
    /// ``DistributedError/peerFailed(rank:reason:)`` with it. Does nothing where another rank's failure is the reason.
    public func abort(reason: String) {
        meeting?.fail(reason)
        fail(.closed(operation: "a collective"))
    }

    /// Throws when another rank failed or is gone. For long work between collectives, which would otherwise not notice.
    public func check() throws { try check(during: "other work") }

    /// Leaves the group: the rest of the program goes on alone. Also done when the group is no longer referenced.
    ///
    /// Waits for the other ranks to leave too, two seconds at most, ten on the rank that hosts the meeting point.
    public func close() {
        if failure == nil, meeting != nil { meeting?.leave() }
        meeting?.close()
        meeting = nil
        if let group { tt_group_close(group, failure == nil) }
        group = nil
    }

    func fail(_ error: DistributedError) { if failure == nil { failure = error } }
}
