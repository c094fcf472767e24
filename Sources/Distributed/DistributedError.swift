/// What can go wrong between processes that train together.
public enum DistributedError: Error, Equatable, CustomStringConvertible {
    /// The launcher's variables are half-set or contradict each other.
    case environment(String)
    /// ``Backend/nccl`` was asked for.
    case notBuilt(backend: Backend)
    /// The ranks did not come together.
    case noMeeting(rank: Int, address: String, seconds: Int, reason: String)
    /// Another rank failed and said why, through ``ProcessGroup/abort(reason:)``.
    case peerFailed(rank: Int, reason: String)
    /// Ranks that others waited for are gone: killed, crashed, or cut off.
    case peersLost(ranks: [Int], operation: String, reason: String)
    /// A rank came to its end while others still waited for it.
    case peersLeft(ranks: [Int], operation: String)
    /// All ranks live, but not all of them came to the collective in time.
    case timedOut(operation: String, seconds: Int)
    /// The collective itself failed.
    case failed(operation: String, reason: String)
    /// Backward ran twice between ``GradientReducer/prepare(sync:)`` and ``GradientReducer/finish()``.
    case secondBackward
    /// The group was closed, or ``ProcessGroup/abort(reason:)`` was called on it.
    case closed(operation: String)
    /// The processes could not be started.
    case cannotLaunch(String)

    public var description: String {
        switch self {
        case .environment(let problem): problem
        case .notBuilt(let backend):
            "the backend '\(backend)' is not built into this program: it has only 'gloo', which moves tensors through "
                + "the main memory"
        case .noMeeting(let rank, let address, let seconds, let reason):
            "rank \(rank) did not meet the others at \(address) within \(seconds) s: \(reason). Are all ranks started, "
                + "with the same MASTER_ADDR and MASTER_PORT, and is the port free and reachable?"
        case .peerFailed(let rank, let reason): "rank \(rank) failed: \(reason)"
        case .peersLost(let ranks, let operation, let reason):
            "\(Self.named(ranks)) gone during \(operation): \(reason). Look at the output of \(Self.them(ranks)), and "
                + "for a process killed for its memory; start again from the last checkpoint"
        case .peersLeft(let ranks, let operation):
            "\(Self.named(ranks)) done already, but this rank still waits in \(operation): did all ranks get the same "
                + "number of steps?"
        case .timedOut(let operation, let seconds):
            "\(operation) took more than \(seconds) s although all ranks live: one is stuck or much slower than the "
                + "others, or they do different things"
        case .failed(let operation, let reason): "\(operation) failed: \(reason)"
        case .secondBackward:
            "backward ran twice before the gradients were averaged: call prepare(sync: false) before every "
                + "micro-batch but the last"
        case .closed(let operation): "\(operation) was called on a process group that is closed"
        case .cannotLaunch(let problem): problem
        }
    }

    private static func named(_ ranks: [Int]) -> String {
        (ranks.count == 1 ? "rank " : "ranks ") + ranks.map(String.init).joined(separator: ", ")
            + (ranks.count == 1 ? " is" : " are")
    }

    private static func them(_ ranks: [Int]) -> String { ranks.count == 1 ? "that rank" : "those ranks" }
}
