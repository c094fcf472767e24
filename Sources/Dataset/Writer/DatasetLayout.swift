import Foundation

/// Where the files of a LeRobot v2.1 dataset lie.
struct DatasetLayout {
    let root: URL

    /// Episodes per directory.
    static let chunksSize = 1000
    static let dataPath = "data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet"
    static let videoPath = "videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4"

    var info: URL { root.appending(path: "meta/info.json") }
    var modality: URL { root.appending(path: "meta/modality.json") }
    var episodes: URL { root.appending(path: "meta/episodes.jsonl") }
    var tasks: URL { root.appending(path: "meta/tasks.jsonl") }
    var statistics: URL { root.appending(path: "meta/episodes_stats.jsonl") }

    func data(episode: Int) -> URL {
        root.appending(path: "data/\(Self.chunk(episode))/\(Self.name(episode)).parquet")
    }

    func video(episode: Int, feature: String) -> URL {
        root.appending(path: "videos/\(Self.chunk(episode))/\(feature)/\(Self.name(episode)).mp4")
    }

    private static func chunk(_ episode: Int) -> String { "chunk-" + padded(episode / chunksSize, 3) }
    private static func name(_ episode: Int) -> String { "episode_" + padded(episode, 6) }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
