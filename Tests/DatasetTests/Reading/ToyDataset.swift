import Dataset
import Embodiment
import Foundation
import Media
import Parquet
import TestSupport

/// Datasets small enough to be written by each test. The arm's first number and every picture tell episode and row.
enum ToyDataset {
    static let arm = ModalityKey(.state, "arm")

    /// A recorded v2.1 dataset of episodes with `lengths` rows; arm actions are relative.
    static func record(_ lengths: [Int], in root: URL) throws {
        let writer = try EpisodeWriter(root: root, description: RecordingFixture.description)
        for (episode, length) in lengths.enumerated() {
            for row in 0..<length {
                let value = Double(episode * 100 + row)
                try writer.add(
                    state: ["arm": [value, 0.5], "gripper": [1]],
                    action: ["arm": [value + 1, -1], "gripper": [value]],
                    frames: [
                        "front": picture(64, 48, episode: episode, row: row),
                        "wrist": picture(32, 32, episode: episode, row: row),
                    ], task: "task \(episode)")
            }
            try writer.finishEpisode()
        }
    }

    /// Grey of a brightness that tells episode and row, and a border by which it is no picture of one colour.
    static func picture(_ width: Int, _ height: Int, episode: Int, row: Int) -> Image {
        var pixels = [UInt8](repeating: brightness(episode: episode, row: row), count: width * height * 3)
        for index in 0..<width * 3 { pixels[index] = 255 }
        return Image(height: height, width: width, pixels: pixels)
    }

    static func brightness(episode: Int, row: Int) -> UInt8 { UInt8(20 + (episode * 60 + row * 6) % 200) }

    /// The brightness in the middle of a picture.
    static func brightness(_ image: Image) -> Int {
        Int(image.pixels[(image.height / 2 * image.width + image.width / 2) * 3])
    }

    /// Changes a file of a dataset.
    static func edit(_ path: String, in root: URL, _ change: (String) -> String) throws {
        let url = root.appending(path: path)
        let text = try String(contentsOf: url, encoding: .utf8)
        try Data(change(text).utf8).write(to: url)
    }

    /// Replaces a column of a parquet file.
    static func replace(_ column: String, by values: ParquetValues?, _ path: String, in root: URL) throws {
        let url = root.appending(path: path)
        let table = try ParquetFile.read(url)
        var columns = table.columns.filter { $0.name != column }
        if let values { columns.append(ParquetColumn(column, values)) }
        try ParquetFile.write(ParquetTable(columns: columns), to: url)
    }

    static let firstFile = "data/chunk-000/episode_000000.parquet"
    static let firstVideo = "videos/chunk-000/observation.images.front/episode_000000.mp4"
}
