import Dataset
import Foundation

/// A small recorded dataset, made once, copied by whoever wants to damage it.
enum Recording {
    /// Episodes 0 and 1 of 12 steps each.
    static let dataset: URL = {
        let root = FileManager.default.temporaryDirectory.appending(path: "gr00t-recording-\(UUID().uuidString)")
        atexit { try? FileManager.default.removeItem(at: Recording.dataset) }
        do {
            try ReachDemonstration.record(to: root, episodes: 2, steps: 12)
        } catch {
            fatalError("no dataset to test with: \(error)")
        }
        return root
    }()

    static let data = "data/chunk-000/episode_000001.parquet"
    static let video = "videos/chunk-000/observation.images.webcam/episode_000001.mp4"

    /// Calls `body` with a copy of its own.
    static func withCopy<R>(_ body: (URL) throws -> R) throws -> R {
        let copy = FileManager.default.temporaryDirectory.appending(path: "gr00t-copy-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.copyItem(at: dataset, to: copy)
        return try body(copy)
    }
}
