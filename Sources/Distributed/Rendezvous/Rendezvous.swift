import Foundation

/// Which of how many processes this is, and where they meet: what the launcher's environment says.
public struct Rendezvous: Sendable, Equatable {
    /// Number of this process among all, from 0.
    public let rank: Int
    /// Number of this process among those on its machine: which GPU is its own.
    public let localRank: Int
    /// Number of all processes.
    public let worldSize: Int
    /// The machine of rank 0, which opens the meeting point there.
    public let masterAddress: String
    /// The port of the meeting point.
    public let masterPort: Int
    /// torchrun has opened the meeting point already, and keeps it over restarts: keys of different attempts must
    /// differ.
    let agentAttempt: String?

    /// Whether there is nobody to meet.
    public var isSingle: Bool { worldSize == 1 }

    /// Whether this process opens the meeting point.
    var hostsStore: Bool { rank == 0 && agentAttempt == nil }

    /// What stands before every key at the meeting point; PyTorch uses the same, so both may be in one group.
    var prefix: String { agentAttempt.map { "/worker/attempt_\($0)" } ?? "" }

    /// One process alone.
    public static let single = Rendezvous(rank: 0, worldSize: 1, masterPort: 0)

    /// Rank `rank` of `worldSize`, of which rank 0 is at `masterAddress`.
    ///
    /// - Parameter localRank: the rank where all processes are on one machine.
    public init(
        rank: Int, localRank: Int? = nil, worldSize: Int, masterAddress: String = "127.0.0.1", masterPort: Int
    ) {
        self.init(
            rank: rank, localRank: localRank ?? rank, worldSize: worldSize, masterAddress: masterAddress,
            masterPort: masterPort, agentAttempt: nil)
    }

    private init(
        rank: Int, localRank: Int, worldSize: Int, masterAddress: String, masterPort: Int, agentAttempt: String?
    ) {
        self.rank = rank
        self.localRank = localRank
        self.worldSize = worldSize
        self.masterAddress = masterAddress
        self.masterPort = masterPort
        self.agentAttempt = agentAttempt
    }

    /// Reads `RANK`, `WORLD_SIZE`, `LOCAL_RANK`, `MASTER_ADDR` and `MASTER_PORT`, as torchrun, Kubernetes' PyTorchJob
    /// and ``Launcher`` set them; where there is no `RANK`, what SLURM's `srun` sets. Without any of them, or with a
    /// world of one, the process is alone.
    ///
    /// `LOCAL_RANK` may be missing, as in a PyTorchJob: it is then the rank where the address is this machine itself,
    /// else 0.
    ///
    /// Throws ``DistributedError/environment(_:)`` that names the variables which are missing or contradict each other.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        let variables = RendezvousVariables(environment)
        guard let ranks = try variables.ranks(), ranks.worldSize > 1 else {
            self = .single
            return
        }
        let address = try variables.address()
        self.init(
            rank: ranks.rank, localRank: try variables.localRank(of: ranks, at: address.host),
            worldSize: ranks.worldSize, masterAddress: address.host, masterPort: address.port,
            agentAttempt: variables.agentAttempt)
    }
}
