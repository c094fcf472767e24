import Foundation

/// A Python that has LeRobot 0.3 (which reads format v2.1) and what its datasets need: the one that the environment variable
/// `GR00T_PYTHON` names, else `python3`.
enum LeRobotPython {
    private static let python = ProcessInfo.processInfo.environment["GR00T_PYTHON"] ?? "python3"

    static let isPresent =
        run(
            """
            import importlib.metadata, importlib.util
            assert importlib.metadata.version("lerobot").startswith("0.3.")
            for name in ("datasets", "torch", "torchcodec", "jsonlines"):
                assert importlib.util.find_spec(name), name
            """
        ).status == 0

    /// Runs a program and waits for it. Nothing is fetched from the network, caches go to `home`.
    ///
    /// - Returns: what it wrote, complaints included; results come on the last line.
    static func run(_ program: String, arguments: [String] = [], home: URL? = nil) -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, "-c", program] + arguments
        var environment = ProcessInfo.processInfo.environment
        environment["HF_HUB_OFFLINE"] = "1"
        if let home { environment["HF_HOME"] = home.path }
        process.environment = environment
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, output)
        guard (try? process.run()) != nil else { return (127, "\(python) cannot be started") }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
