import Torch

/// The processors of this machine, divided among the ranks on it. Each rank pins its threads to the processors that it
/// may use: were these all of them, the ranks would pin to the same ones and wait for each other.
struct ProcessorShare {
    private let all = Machine.allowedProcessors
    let ranks: Int

    /// Runs `body` with the calling thread on the share of `rank`: a process that it starts inherits that. Where there
    /// are fewer processors than ranks, all may run everywhere.
    func give<R>(to rank: Int, _ body: () throws -> R) rethrows -> R {
        guard ranks > 1, all.count >= ranks else { return try body() }
        Machine.restrictThread(to: Array(all[rank * all.count / ranks..<(rank + 1) * all.count / ranks]))
        defer { Machine.restrictThread(to: all) }
        return try body()
    }
}
