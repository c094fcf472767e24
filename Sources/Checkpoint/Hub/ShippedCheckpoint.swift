import Foundation
import Installation

/// The checkpoint that comes with the program: a small N1.5 for the simulated SO-101 arm, made by `Runs/closed-loop/run`.
public enum ShippedCheckpoint {
    /// What `--model-path` and `--policy` call it.
    public static let name = "so101-nano"
    private static let folder = "Checkpoints/\(name)"

    /// Throws ``HubProblem/notShipped(_:lookedAt:)``.
    static func directory() throws -> URL {
        let candidates = InstalledFolder.candidates(folder)
        let found = candidates.first { FileManager.default.fileExists(atPath: $0.appending(path: "config.json").path) }
        guard let found else { throw CheckpointError.hub(.notShipped(name, lookedAt: candidates.map(\.path))) }
        return found
    }
}
