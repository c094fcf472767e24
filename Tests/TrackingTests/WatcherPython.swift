import Foundation

/// A Python that has the packages which show a run: the one that the environment variable `GR00T_PYTHON` names, else
/// `python3`.
enum WatcherPython {
    private static let python = ProcessInfo.processInfo.environment["GR00T_PYTHON"] ?? "python3"

    static func has(_ module: String) -> Bool {
        run("import importlib.util; assert importlib.util.find_spec('\(module)')").status == 0
    }

    /// Runs a program and waits for it.
    ///
    /// - Returns: what it wrote, complaints included; results come on the last line.
    static func run(_ program: String, arguments: [String] = []) -> (status: Int32, lines: [String]) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, "-c", program] + arguments
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, output)
        guard (try? process.run()) != nil else { return (127, []) }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text.split(separator: "\n").map(String.init))
    }
}
