import Distributed
import Foundation
import Testing

/// Whole processes: what a thread can't show.
@Suite(.serialized) struct PeerProcessTests {
    /// It lies beside the test bundle.
    static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "DistributedPeer").path

    /// Nobody ends the survivors: they must find out by themselves, and say who it was.
    @Test(arguments: [(scenario: "death", rank: 0), ("death", 1), ("failure", 0)])
    func survivorsEndSoonAndNameWhoIsGone(scenario: String, rank: Int) throws {
        let start = ContinuousClock.now
        let port = try LoopbackPort.free()
        let processes = try (0..<3).map { try Self.start([scenario, "\(rank)"], rank: $0, of: 3, port: port) }
        for (number, (process, errors)) in processes.enumerated() {
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            if number == rank { continue }
            #expect(process.terminationReason == .exit && process.terminationStatus == 1)
            // Directly, or in the words of the other survivor.
            let reason =
                scenario == "death" ? "rank \(rank) is gone during all-reduce" : "rank \(rank) failed: the data ends"
            #expect(text.hasPrefix("rank \(number): rank ") && text.contains(reason), "\(text)")
        }
        // A minute is the promise; seconds are the rule, but the machine that runs the tests may be busy.
        #expect(.now - start < .seconds(45))
    }

    /// A survivor is often just sending: the signal SIGPIPE would end it without a word.
    @Test func aWriteThatNobodyReadsIsAnError() throws {
        let port = try LoopbackPort.free()
        let processes = try (0..<2).map { try Self.start(["pipe"], rank: $0, of: 2, port: port) }
        for (process, errors) in processes {
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 0, "\(text)")
        }
    }

    private static func start(
        _ arguments: [String], rank: Int, of size: Int, port: Int
    ) throws -> (process: Process, errors: Pipe) {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        let own = [
            "RANK": "\(rank)", "WORLD_SIZE": "\(size)", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "\(port)",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        return (process, errors)
    }
}
