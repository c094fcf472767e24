import Distributed
import Foundation
import Torch

/// One process of a group, for tests of what only whole processes show: death, launchers, another program in the group.
///
///     DistributedPeer SCENARIO [RANK]    RANK: the one that does something special
@main
enum Peer {
    static func main() {
        do {
            let rendezvous = try Rendezvous()
            let group = try ProcessGroup(rendezvous, timeout: .seconds(120))
            let arguments = CommandLine.arguments.dropFirst()
            let special = arguments.dropFirst().first.flatMap { Int($0) } == group.rank
            do {
                try run(arguments.first ?? "", group, special)
            } catch {
                group.abort(reason: "\(error)")
                end(1, "rank \(group.rank): \(error)")
            }
            group.close()
            end(0, nil)
        } catch { end(2, "\(error)") }
    }

    private static func run(_ scenario: String, _ group: ProcessGroup, _ special: Bool) throws {
        switch scenario {
        case "collectives": try collectives(group)
        case "death":  // of the rank that is special, by the system's hand
            try group.barrier()
            if special { kill(getpid(), SIGKILL) }
            try group.allReduce(.ones([1000]))
        case "failure":
            try group.barrier()
            if special { throw PeerFailure(description: "the data ends in the middle of a row") }
            try group.allReduce(.ones([1000]))
        case "stop":  // alive for the system, but it does nothing any more
            try group.barrier()
            if special { kill(getpid(), SIGSTOP) }
            try group.allReduce(.ones([1000]))
        case "pipe":  // what a connection is whose other end just died
            var ends: [Int32] = [0, 0]
            pipe(&ends)
            close(ends[0])
            try expect(write(ends[1], "?", 1) == -1 && errno == EPIPE, "a write that nobody reads")
        case "speed": try speed(group)
        default: throw PeerFailure(description: "there is no scenario '\(scenario)'")
        }
    }

    /// The same calls as in Benchmarks/mixed_group.py.
    private static func collectives(_ group: ProcessGroup) throws {
        let (rank, size) = (group.rank, group.worldSize)
        for dtype in [DType.float32, .bfloat16, .float64] {
            let sum = Tensor.full([1000], fillValue: Scalar(rank + 1), dtype: dtype)
            try group.allReduce(sum)
            try expect(sum.doubles.allSatisfy { $0 == Double(size * (size + 1) / 2) }, "sum of \(dtype)")
        }
        let value = Tensor.full([3], fillValue: Scalar(rank + 7), dtype: .float32)
        try group.broadcast(value, from: size - 1)
        try expect(value.floats == Array(repeating: Float(size + 6), count: 3), "broadcast")
        let all = try group.gather([Double(rank), 0.5])
        try expect(all == (0..<size).map { [Double($0), 0.5] }, "gather")
        try group.barrier()
        print("rank \(rank) of \(size): all collectives right")
    }

    private static func speed(_ group: ProcessGroup) throws {
        let tensor = Tensor.zeros([25_000_000])
        try group.allReduce(tensor)
        let start = ContinuousClock.now
        for _ in 0..<5 { try group.allReduce(tensor) }
        if group.rank == 0 { print("all-reduce of 100 MB: \((ContinuousClock.now - start) / 5)") }
    }

    private static func expect(_ holds: Bool, _ what: String) throws {
        if !holds { throw PeerFailure(description: "\(what) is wrong") }
    }

    private static func end(_ code: Int32, _ message: String?) -> Never {
        if let message { FileHandle.standardError.write(Data((message + "\n").utf8)) }
        exit(code)
    }
}

struct PeerFailure: Error, CustomStringConvertible { let description: String }
