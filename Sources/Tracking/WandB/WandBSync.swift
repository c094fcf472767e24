import Foundation

/// Sends offline files with W&B's own program, which knows the user's login.
struct WandBSync {
    /// As the environment variable `PATH`.
    let searchPath: String
    /// Takes what the program says.
    let log: URL

    /// Longer than this a finished training does not wait for the network.
    private static let limit = 600.0

    /// Runs `wandb sync` on the parts of a run. Throws ``TrackingError/notSent(command:reason:)``.
    func send(_ directories: [URL]) throws {
        // Absolute: the program runs elsewhere, and so may the user who repeats the command.
        let paths = directories.map { $0.absoluteURL.path(percentEncoded: false) }
        let command = "wandb sync " + paths.map(Self.quoted).joined(separator: " ")
        func notSent(_ reason: String) -> TrackingError { .notSent(command: command, reason: reason) }
        guard let program else { throw notSent("there is no program 'wandb' on the PATH: pip install wandb") }

        let logPath = log.path(percentEncoded: false)
        guard FileManager.default.createFile(atPath: logPath, contents: nil),
            let handle = FileHandle(forWritingAtPath: logPath)
        else { throw notSent("\(logPath) cannot be written") }
        defer { try? handle.close() }
        let process = Process()
        process.executableURL = program
        process.arguments = ["sync"] + paths
        // It leaves a log of its own in `wandb/` where it runs.
        process.currentDirectoryURL = log.deletingLastPathComponent().deletingLastPathComponent()
        // It must not ask for a login in the middle of the night.
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do { try process.run() } catch { throw notSent("\(program.path(percentEncoded: false)) cannot be started") }
        guard ended.wait(timeout: .now() + Self.limit) == .success else {
            process.terminate()
            throw notSent("it took longer than \(Int(Self.limit)) seconds; see \(logPath)")
        }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw notSent("wandb ended with \(process.terminationStatus); see \(logPath)")
        }
    }

    /// `wandb` as the shell would find it.
    private var program: URL? {
        let places = searchPath.split(separator: ":")
        return places.map { URL(filePath: String($0)).absoluteURL.appending(path: "wandb") }.first {
            FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false))
        }
    }

    /// For a shell.
    private static func quoted(_ path: String) -> String {
        let plain = path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return plain ? path : "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
