import Foundation
import Testing

/// The built program, run as a user runs it.
enum Program {
    struct Outcome {
        let code: Int32
        let output: String
        let error: String
    }

    /// `gr00t` beside the test bundle, else in the package's release directory.
    static let executable: URL? = {
        let bundle = CommandLine.arguments.firstIndex(of: "--test-bundle-path").flatMap { index in
            CommandLine.arguments.indices.contains(index + 1) ? CommandLine.arguments[index + 1] : nil
        }
        let package = URL(filePath: #filePath).appending(path: "../../../").standardizedFileURL
        let places = [
            bundle.map { URL(filePath: $0).deletingLastPathComponent() },
            URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent(),
            package.appending(path: ".build/release"),
        ]
        return places.compactMap { $0?.appending(path: "gr00t") }.first {
            FileManager.default.isExecutableFile(atPath: $0.path)
        }
    }()

    /// Runs `gr00t` with `arguments` and waits for its end, two minutes at most.
    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        let (process, files) = try start(arguments, environment: environment)
        defer { try? FileManager.default.removeItem(at: files) }
        let deadline = Date(timeIntervalSinceNow: 120)
        while process.isRunning, Date() < deadline { usleep(5000) }
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            Issue.record("gr00t \(arguments.joined(separator: " ")) took more than two minutes")
        }
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: files.appending(path: name)), as: UTF8.self)
        }
        // A program that a signal ended (a trap) has no exit code of its own.
        let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return Outcome(code: code, output: try text("output"), error: try text("error"))
    }

    /// Starts `gr00t`; what it prints goes to the files `output` and `error` of the directory returned.
    static func start(_ arguments: [String], environment: [String: String] = [:]) throws -> (Process, URL) {
        let executable = try #require(executable, "gr00t is not built: swift build -c release --product gr00t")
        let files = FileManager.default.temporaryDirectory.appending(path: "gr00t-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        // No cache and no login of the user who runs the tests.
        let own = ["HF_HOME": Workbench.root.appending(path: "hub").path, "HF_HUB_OFFLINE": "1"]
        process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        for (name, set) in [("output", true), ("error", false)] {
            let file = files.appending(path: name)
            try Data().write(to: file)
            let handle = try FileHandle(forWritingTo: file)
            if set { process.standardOutput = handle } else { process.standardError = handle }
        }
        try process.run()
        return (process, files)
    }
}
