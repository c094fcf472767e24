import Foundation

/// Where LeRobot keeps the calibrations of follower arms.
public struct CalibrationLocator: Sendable {
    private let directory: URL

    /// - Parameter environment: `HF_LEROBOT_CALIBRATION` names the directory; else it is `calibration` in
    ///   `HF_LEROBOT_HOME`, in `lerobot` of `HF_HOME`, or in `~/.cache/huggingface/lerobot`.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        func path(_ variable: String) -> URL? {
            environment[variable].flatMap { text in
                text.isEmpty ? nil : URL(filePath: NSString(string: text).expandingTildeInPath)
            }
        }
        let home = environment["HOME"].map { URL(filePath: $0) } ?? FileManager.default.homeDirectoryForCurrentUser
        directory =
            path("HF_LEROBOT_CALIBRATION")
            ?? (path("HF_LEROBOT_HOME")
            ?? (path("HF_HOME") ?? home.appending(path: ".cache/huggingface")).appending(path: "lerobot"))
            .appending(path: "calibration")
    }

    /// Where a new calibration goes: the place of today's LeRobot. Throws ``CalibrationError/badName(_:)``.
    public func newFile(id: String) throws(CalibrationError) -> URL { try candidates(id, .so100)[0] }

    /// The calibration of the arm named `id`; of several files that of the newest LeRobot.
    ///
    /// - Throws: ``CalibrationError/notFound(id:searched:)``, ``CalibrationError/badName(_:)``.
    public func find(id: String, model: ArmModel) throws(CalibrationError) -> URL {
        let candidates = try candidates(id, model)
        let paths = candidates.map { $0.path(percentEncoded: false) }
        guard let index = paths.firstIndex(where: FileManager.default.fileExists) else {
            throw .notFound(id: id, searched: paths)
        }
        return candidates[index]
    }

    private func candidates(_ id: String, _ model: ArmModel) throws(CalibrationError) -> [URL] {
        let isPlain = id.unicodeScalars.allSatisfy { "-_.".unicodeScalars.contains($0) || isLetterOrDigit($0) }
        guard !id.isEmpty, !id.hasPrefix("."), isPlain else { throw .badName(id) }
        return ["so_follower", model == .so100 ? "so100_follower" : "so101_follower"].map {
            directory.appending(path: "robots/\($0)/\(id).json")
        }
    }

    private func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }
}
