import Foundation

/// The folder `shared/` beside the project: datasets, tokenizers and the reference's outputs. A user's clone has none, so
/// tests that need it are `.enabled(if: Shared.isPresent, "needs ../shared")` and skipped by name.
public enum Shared {
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared")
        .standardizedFileURL

    public static var isPresent: Bool { FileManager.default.fileExists(atPath: root.appending(path: "fixtures").path) }

    public static let fixtures = root.appending(path: "fixtures")
    public static let data = root.appending(path: "data")
    /// NVIDIA's demonstration dataset, LeRobot v2.0.
    public static let pickNPlace = data.appending(path: "robot_sim.PickNPlace")
    public static let qwen3Tokenizer = data.appending(path: "tokenizers/eagle2_5-qwen3")
}
