import Foundation

/// A script of `Tests/ServicePeers`, run by the Python that the environment variable `GR00T_PYTHON` names, else by the one that
/// `scripts/peers` makes, else by `python3`. Its packages are in `Tests/ServicePeers/requirements.txt`.
final class PythonPeer {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    private static let scripts = tests.appending(path: "ServicePeers")
    private static let python: String = {
        let own = tests.deletingLastPathComponent().appending(path: ".deps/peers/bin/python").path
        return ProcessInfo.processInfo.environment["GR00T_PYTHON"]
            ?? (FileManager.default.isExecutableFile(atPath: own) ? own : "python3")
    }()

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Whether Python and these modules are there.
    static func has(_ modules: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let program = "import importlib.util, sys; assert all(map(importlib.util.find_spec, sys.argv[1:]))"
        process.arguments = [python, "-c", program] + modules
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// What a peer came to.
    struct Outcome: Sendable {
        /// 0; 3 where the server said no.
        let code: Int32
        /// The last line of its output, which is JSON.
        let report: String

        /// The server's words.
        var error: String? { try? JSONDecoder().decode(Failure.self, from: Data(report.utf8)).error }

        private struct Failure: Decodable { let error: String }
    }

    /// Runs a script to its end, on a thread of its own: the server that it asks needs those of the tests.
    static func run(_ script: String, _ arguments: [String]) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let peer = try PythonPeer(script, arguments)
                        var report = ""
                        while let line = try peer.line() { report = line }
                        return Outcome(code: peer.end(), report: report)
                    })
            }
        }
    }

    /// Starts a script; what it complains of goes to the test's own standard error.
    init(_ script: String, _ arguments: [String]) throws {
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [Self.python, Self.scripts.appending(path: script).path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
    }

    /// The next line of its output; nil at its end.
    func line() throws -> String? {
        var bytes: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first {
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Waits for its end; its exit code.
    func end() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    deinit { try? input.fileHandleForWriting.close() }
}
