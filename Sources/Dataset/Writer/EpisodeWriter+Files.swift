import Foundation
import Parquet

/// What of the dataset is written when.
extension EpisodeWriter {
    /// Writes the metadata of a dataset without episodes; `info.json`, which makes it one, last.
    func create() throws {
        let files = try [
            staging.write(description.modality.text(indent: 4), for: layout.modality),
            staging.write("", for: layout.tasks),
            staging.write("", for: layout.statistics),
            staging.write("", for: layout.episodes),
            staging.write(info(dataset), for: layout.info),
        ]
        for file in files { try file.prepare() }
        for file in files { try file.place() }
    }

    /// Takes up the dataset that is there, and removes what a killed recorder has left of an episode that is not listed.
    func resume() throws {
        let comparison = try DatasetComparison(
            layout, expectedInfo: description.info(codec: codec, episodes: [], taskCount: 0),
            expectedModality: description.modality)
        guard comparison.differences.isEmpty else {
            throw RecordingError.otherDataset(path: root.path, differences: comparison.differences)
        }
        dataset = try RecordedDataset(layout)
        let unlisted = dataset.nextIndex
        let videos = description.cameras.map { layout.video(episode: unlisted, feature: $0.feature) }
        for file in [layout.data(episode: unlisted)] + videos { try? FileManager.default.removeItem(at: file) }
        let info = try staging.write(info(dataset), for: layout.info)
        try info.prepare()
        try info.place()
    }

    /// Writes everything of the newest episode of `next` under hidden names.
    ///
    /// - Returns: the files in the order in which they are to get their names. Extra videos, tasks and statistics disturb no
    ///   reader, so they go first. LeRobot's reader takes all Parquet files that it finds, so the list of episodes, which makes
    ///   the episode part of the dataset, follows the Parquet file at once.
    func stage(
        _ table: ParquetTable, _ statistics: [(String, JSONText)], tasks: [Int], as next: RecordedDataset
    ) throws -> [StagedFile] {
        guard let episode = next.episodes.last else { return [] }
        let videos = description.cameras.map {
            StagedFile(
                file: EpisodeBuffer.stagedVideo($0, in: staging.url),
                destination: layout.video(episode: episode.index, feature: $0.feature))
        }
        let data = layout.data(episode: episode.index)
        let stagedData = StagedFile(file: staging.url.appending(path: data.lastPathComponent), destination: data)
        try ParquetFile.write(
            table, to: stagedData.file, metadata: ["huggingface": description.huggingFaceMetadata.text()])

        let newTasks = next.tasks.enumerated().dropFirst(dataset.tasks.count).map { index, task in
            JSONText.object([("task_index", .integer(index)), ("task", .string(task))])
        }
        let listed = JSONText.object([
            ("episode_index", .integer(episode.index)), ("tasks", .strings(tasks.map { next.tasks[$0] })),
            ("length", .integer(episode.length)),
        ])
        let statistics = JSONText.object([("episode_index", .integer(episode.index)), ("stats", .object(statistics))])
        let kept = try dataset.keptStatistics(layout).map { $0 + "\n" }.joined()
        return try videos + [
            staging.write(extended(layout.tasks, by: newTasks), for: layout.tasks),
            staging.write(kept + statistics.text() + "\n", for: layout.statistics),
            stagedData,
            staging.write(extended(layout.episodes, by: [listed]), for: layout.episodes),
            staging.write(info(next), for: layout.info),
        ]
    }

    private func info(_ dataset: RecordedDataset) -> String {
        description.info(codec: codec, episodes: dataset.episodes, taskCount: dataset.tasks.count).text(indent: 4)
    }

    /// The file's lines as they are, and more of them.
    private func extended(_ file: URL, by lines: [JSONText]) throws -> String {
        var text: String
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw RecordingError.damagedDataset(file: file.path, reason: "it cannot be read as text")
        }
        if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        return text + lines.map { $0.text() + "\n" }.joined()
    }
}
