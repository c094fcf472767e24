/// The environment's variables, with what is wrong with them.
struct RendezvousVariables {
    typealias Ranks = (rank: Int, worldSize: Int)

    private let environment: [String: String]
    /// An empty variable is a missing one: job scripts write `MASTER_ADDR=$UNSET`.
    private func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    init(_ environment: [String: String]) { self.environment = environment }

    private var slurm: SlurmVariables? {
        value("RANK") == nil && value("WORLD_SIZE") == nil ? SlurmVariables(environment) : nil
    }

    /// Rank and number of ranks; `nil` if nothing speaks of several processes.
    func ranks() throws -> Ranks? {
        let ranks: Ranks
        if let slurm {
            ranks = (
                try number(slurm.rank.name, slurm.rank.value, 0...),
                try number(slurm.tasks.name, slurm.tasks.value, 1...)
            )
        } else {
            let all = ["RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT"]
            let missing = all.filter { value($0) == nil }
            if missing == all, value("LOCAL_RANK") == nil { return nil }
            guard let rank = value("RANK"), let size = value("WORLD_SIZE") else { throw halfSet(missing) }
            ranks = (try number("RANK", rank, 0...), try number("WORLD_SIZE", size, 1...))
            // A world of one meets nobody, so it may leave the address away.
            if ranks.worldSize > 1, !missing.isEmpty { throw halfSet(missing) }
        }
        guard ranks.rank < ranks.worldSize else {
            let names = slurm.map { ($0.rank.name, $0.tasks.name) } ?? ("RANK", "WORLD_SIZE")
            throw DistributedError.environment(
                "\(names.0) is \(ranks.rank) but \(names.1) is \(ranks.worldSize): ranks count from 0 to \(names.1) - 1"
            )
        }
        return ranks
    }

    func address() throws -> (host: String, port: Int) {
        let host = value("MASTER_ADDR") ?? slurm?.firstHost
        let port = try value("MASTER_PORT").map { try number("MASTER_PORT", $0, 1...) } ?? slurm?.port
        guard let host, let port else {
            throw DistributedError.environment(
                "SLURM does not say on which machine rank 0 runs (SLURM_JOB_NODELIST, SLURM_JOB_ID): set "
                    + "MASTER_ADDR and MASTER_PORT in the job script")
        }
        guard port <= 65535 else {
            throw DistributedError.environment("MASTER_PORT is \(port): a port is a number from 1 to 65535")
        }
        return (host, port)
    }

    func localRank(of ranks: Ranks, at host: String) throws -> Int {
        let name = slurm == nil ? "LOCAL_RANK" : "SLURM_LOCALID"
        guard let text = value(name) else { return LocalAddress.isLoopback(host) ? ranks.rank : 0 }
        let local = try number(name, text, 0...)
        let size = try value("LOCAL_WORLD_SIZE").map { try number("LOCAL_WORLD_SIZE", $0, 1...) }
        guard local < min(size ?? .max, ranks.worldSize) else {
            let processes =
                size.map { "\($0) processes on this machine (LOCAL_WORLD_SIZE)" }
                ?? "\(ranks.worldSize) processes in all"
            throw DistributedError.environment("\(name) is \(local), but there are only \(processes)")
        }
        return local
    }

    /// The attempt of torchrun whose agent hosts the meeting point.
    var agentAttempt: String? {
        guard let uses = value("TORCHELASTIC_USE_AGENT_STORE"), uses.lowercased() == "true" || uses == "1" else {
            return nil
        }
        return value("TORCHELASTIC_RESTART_COUNT") ?? "0"
    }

    private func number(_ name: String, _ text: String, _ range: PartialRangeFrom<Int>) throws -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw DistributedError.environment(
                "\(name) is '\(text)': it must be a whole number from \(range.lowerBound) up")
        }
        return number
    }

    private func halfSet(_ missing: [String]) -> DistributedError {
        let present = ["RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT"].filter { value($0) != nil }
        return .environment(
            "\(present.joined(separator: ", ")) \(present.count == 1 ? "is" : "are") set, but not "
                + "\(missing.joined(separator: ", ")): set all, as torchrun does, or none to run alone")
    }
}
