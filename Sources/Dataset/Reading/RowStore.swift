import Foundation
import Synchronization

/// Reads parquet files when an episode of theirs is first wanted, and keeps the tables up to a limit of bytes.
final class RowStore: Sendable {
    let root: URL
    let info: DatasetInfo
    /// Columns that are read.
    let columns: [String]
    private let tables: Mutex<LeastRecentlyUsed<String, RowTable>>
    /// One file is read at a time: the others would wait for the disk anyway, and two threads that want the same file
    /// should read it once.
    private let reading = Mutex(())

    init(root: URL, info: DatasetInfo, columns: [String], capacity: Int) {
        self.root = root
        self.info = info
        self.columns = columns
        tables = Mutex(LeastRecentlyUsed(capacity: capacity))
    }

    /// The rows of an episode.
    func rows(of episode: Episode) throws -> EpisodeRows {
        let path = try info.dataPath(of: episode)
        if let rows = try find(episode, in: table(path)) { return rows }
        for next in nextFiles(after: episode.data) {
            let path = try info.dataPath(file: next)
            guard FileManager.default.fileExists(atPath: root.appending(path: path).path) else { continue }
            if let rows = try find(episode, in: table(path)) { return rows }
        }
        throw DatasetError.episodeNotInFile(episode: episode.index, file: root.appending(path: path).path)
    }

    private func find(_ episode: Episode, in table: RowTable) throws -> EpisodeRows? {
        try table.rows(of: episode, version: info.version).map {
            EpisodeRows(episode: episode, table: table, rows: $0)
        }
    }

    /// The files that may follow a v3.0 file. lerobot 0.4.4's converter lists an episode that overflowed a file as in that
    /// file, though its rows are in the next one; the last file of a directory has number `chunksSize - 1` or one less.
    private func nextFiles(after file: Episode.FileNumber) -> [Episode.FileNumber] {
        guard info.version == .v30 else { return [] }
        return [.init(chunk: file.chunk, file: file.file + 1), .init(chunk: file.chunk + 1, file: 0)]
    }

    private func table(_ path: String) throws -> RowTable {
        if let table = tables.withLock({ $0.use(path) }) { return table }
        return try reading.withLock { _ in
            if let table = tables.withLock({ $0.use(path) }) { return table }
            let table = try RowTable(root.appending(path: path), columns: columns, info: info)
            tables.withLock { $0.insert(table, for: path, cost: table.bytes) }
            return table
        }
    }
}
