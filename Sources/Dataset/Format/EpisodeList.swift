import Foundation
import Parquet

/// The list of a dataset's episodes, sorted by their index: `meta/episodes.jsonl` in v2, all of `meta/episodes/` in v3.0.
enum EpisodeList {
    /// More rows than a robot records in one go, few enough that sums cannot overflow.
    private static let lengths = 1...Int(Int32.max)

    static func read(dataset root: URL, info: DatasetInfo) throws -> [Episode] {
        let episodes = try info.version == .v30 ? readParquet(root, info) : readLines(root, info)
        let list = root.appending(path: info.version == .v30 ? "meta/episodes" : "meta/episodes.jsonl").path
        func refuse(_ episode: Int, _ reason: String) -> DatasetError {
            .malformed(file: list, key: "episode \(episode)", reason: reason)
        }
        guard !episodes.isEmpty else { throw DatasetError.malformed(file: list, key: "", reason: "lists no episodes") }
        var seen: Set<Int> = []
        for episode in episodes {
            guard (0...Int(Int32.max)).contains(episode.index) else { throw refuse(episode.index, "is no index") }
            guard seen.insert(episode.index).inserted else { throw refuse(episode.index, "is listed twice") }
            guard lengths.contains(episode.length) else {
                throw refuse(episode.index, "length \(episode.length) is not positive")
            }
        }
        return episodes.sorted { $0.index < $1.index }
    }

    private struct Line: Decodable {
        let episode_index: Int
        let tasks: [String]?
        let length: Int
    }

    private static func readLines(_ root: URL, _ info: DatasetInfo) throws -> [Episode] {
        let url = root.appending(path: "meta/episodes.jsonl")
        return try JSONFile.readLines(
            Line.self, from: url, remedy: "A \(info.version.rawValue) dataset lists its episodes there: copy it again."
        ).map { line in
            Episode(
                index: line.episode_index, length: line.length, tasks: line.tasks ?? [],
                data: .init(chunk: line.episode_index / info.chunksSize, file: line.episode_index))
        }
    }

    private static func readParquet(_ root: URL, _ info: DatasetInfo) throws -> [Episode] {
        let directory = root.appending(path: "meta/episodes")
        let files = try MetadataFiles.parquet(below: directory)
        guard !files.isEmpty else {
            throw DatasetError.missingFile(
                path: directory.appending(path: "chunk-000/file-000.parquet").path,
                remedy: "A v3.0 dataset lists its episodes there: was the recording finished (finalized)?")
        }
        return try files.flatMap { try readParquet(file: $0, info) }
    }

    /// One file of `meta/episodes`, a row per episode. Slashes are part of the column names. The statistics of each episode
    /// (`stats/...`) are left alone: they are most of the file.
    private static func readParquet(file: URL, _ info: DatasetInfo) throws -> [Episode] {
        let present = Set(try ParquetFile.schema(file).map(\.name))
        let cameras = info.features.filter(\.value.isVideo).keys.filter { present.contains("videos/\($0)/chunk_index") }
        let numbers =
            ["episode_index", "length", "data/chunk_index", "data/file_index"]
            + ["dataset_from_index"].filter(present.contains)
            + cameras.flatMap { ["videos/\($0)/chunk_index", "videos/\($0)/file_index"] }
        let times = cameras.map { "videos/\($0)/from_timestamp" }
        let texts = present.contains("tasks") ? ["tasks"] : []
        let table = try ParquetFile.read(file, columns: numbers + times + texts)
        var integers: [String: [Int]] = [:]
        for name in numbers { integers[name] = try table[name]?.integers() }
        var doubles: [String: [Double]] = [:]
        for name in times { doubles[name] = try table[name]?.doubles() }
        let tasks = try table["tasks"]?.stringLists()

        return try (0..<table.rowCount).map { row in
            func integer(_ name: String) -> Int { integers[name]?[row] ?? 0 }
            func number(_ prefix: String) throws -> Episode.FileNumber {
                let number = Episode.FileNumber(
                    chunk: integer("\(prefix)/chunk_index"), file: integer("\(prefix)/file_index"))
                guard number.chunk >= 0, number.file >= 0, number.file < Int.max - 1, number.chunk < Int.max - 1 else {
                    throw DatasetError.malformed(file: file.path, key: prefix, reason: "\(number) is no file")
                }
                return number
            }
            let from = integer("dataset_from_index")
            let videos = try cameras.map { camera in
                let time = doubles["videos/\(camera)/from_timestamp"]?[row] ?? 0
                guard time >= 0, time < 1e9 else {
                    throw DatasetError.malformed(
                        file: file.path, key: "videos/\(camera)/from_timestamp", reason: "\(time) s in row \(row)")
                }
                return (camera, Episode.VideoSegment(file: try number("videos/\(camera)"), fromTimestamp: time))
            }
            let (to, overflow) = from.addingReportingOverflow(integer("length"))
            return Episode(
                index: integer("episode_index"), length: integer("length"), tasks: tasks?[row] ?? [],
                data: try number("data"), indexRange: from >= 0 && from < to && !overflow ? from..<to : nil,
                videos: Dictionary(uniqueKeysWithValues: videos))
        }
    }
}
