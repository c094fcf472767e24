import Foundation

/// The built program, run as a user runs it.
struct Program {
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
    private static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "gr00t")

    static func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    static func run(_ arguments: [String]) throws -> Outcome {
        let name = FileManager.default.temporaryDirectory.appending(path: "gr00t-run-\(UUID().uuidString)").path
        // Files, because a full pipe would stop the program.
        let (output, errors) = (URL(filePath: name + ".out"), URL(filePath: name + ".err"))
        defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationReason == .exit ? process.terminationStatus : nil,
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8)
        )
    }
}
