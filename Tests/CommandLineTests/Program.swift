import Foundation
import Testing

/// The built program, run as a user runs it.
enum Program {
    /// What one run of it came to.
    struct Outcome {
        /// The exit code; `nil`: a signal ended it, as a trap does.
        let code: Int32?
        let output: String
        let errors: String

        /// Lines of the standard error that begin with `error:`.
        var errorLines: [String] { errors.split(separator: "\n").map(String.init).filter { $0.hasPrefix("error:") } }
    }

    /// It lies beside the test bundle.
    static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "gr00t")

    static func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    /// Runs `gr00t` with `arguments` and waits for its end, five minutes at most: it takes seconds, but the machine may be busy.
    /// - Parameter fileBlocks: no file that it writes may become larger, in blocks of 512 bytes (`ulimit -f`).
    static func run(_ arguments: [String], fileBlocks: Int? = nil) throws -> Outcome {
        let (process, files) = try start(arguments, fileBlocks: fileBlocks)
        defer { try? FileManager.default.removeItem(at: files) }
        let deadline = Date(timeIntervalSinceNow: 300)
        while process.isRunning, Date() < deadline { usleep(5000) }
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            Issue.record("gr00t \(arguments.joined(separator: " ")) took more than five minutes")
        }
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: files.appending(path: name)), as: UTF8.self)
        }
        return Outcome(
            code: process.terminationReason == .exit ? process.terminationStatus : nil, output: try text("output"),
            errors: try text("errors"))
    }

    /// Starts `gr00t`. What it prints goes to the files `output` and `errors` of the directory returned, because a full pipe
    /// would stop it.
    static func start(_ arguments: [String], fileBlocks: Int? = nil) throws -> (Process, URL) {
        let files = FileManager.default.temporaryDirectory.appending(path: "gr00t-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        func file(_ name: String) throws -> FileHandle {
            try Data().write(to: files.appending(path: name))
            return try FileHandle(forWritingTo: files.appending(path: name))
        }
        let process = Process()
        process.executableURL = fileBlocks == nil ? executable : URL(filePath: "/bin/sh")
        process.arguments =
            fileBlocks.map { ["-c", "ulimit -f \($0) && exec \"$0\" \"$@\"", executable.path] + arguments } ?? arguments
        // No network, and neither cache nor login of the user who runs the tests. Threads that wait for each other sleep: other
        // tests have a use for the processor.
        let own = ["HF_HOME": files.path, "HF_HUB_OFFLINE": "1", "OMP_WAIT_POLICY": "PASSIVE"]
        process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try file("output")
        process.standardError = try file("errors")
        try process.run()
        return (process, files)
    }
}
