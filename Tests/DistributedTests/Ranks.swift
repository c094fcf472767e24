import Distributed
import Foundation
import Synchronization
import Torch

/// Runs `body` once per rank, each on a thread of its own with a group of its own; Gloo connects threads as it does
/// processes. The outcomes are in the order of the ranks.
func withRanks<R: Sendable>(
    _ count: Int = 2, timeout: Duration = .seconds(30), _ body: @escaping @Sendable (ProcessGroup) throws -> R
) throws -> [Result<R, any Error>] {
    let port = try LoopbackPort.free()
    let outcomes = Outcomes<R>()
    for rank in 0..<count {
        let thread = Thread {
            let result = Result {
                let group = try ProcessGroup(
                    Rendezvous(rank: rank, worldSize: count, masterPort: port), timeout: timeout)
                defer { group.close() }
                return try body(group)
            }
            outcomes.results.withLock { $0[rank] = result }
            outcomes.done.signal()
        }
        thread.stackSize = 8 << 20
        thread.start()
    }
    for _ in 0..<count { outcomes.done.wait() }
    return outcomes.results.withLock { results in (0..<count).compactMap { results[$0] } }
}

/// What the threads write to.
private final class Outcomes<R: Sendable>: Sendable {
    let results = Mutex<[Int: Result<R, any Error>]>([:])
    let done = DispatchSemaphore(value: 0)
}

/// As ``withRanks(_:timeout:_:)``, for a body that should not fail.
func ranks<R: Sendable>(_ count: Int = 2, _ body: @escaping @Sendable (ProcessGroup) throws -> R) throws -> [R] {
    try withRanks(count, body).map { try $0.get() }
}

extension Result {
    var error: Failure? { if case .failure(let error) = self { error } else { nil } }
}
