import Foundation
import Parquet

/// The wanted columns of one parquet file, and which of its rows are of which episode.
struct RowTable: Sendable {
    let file: URL
    let rowCount: Int
    /// All columns of the file, also those that were not read.
    let fieldNames: [String]
    let columns: [String: NumericColumn]
    /// Rows per episode index, by the column `episode_index`; empty where the file has no such column.
    let episodes: [Int: Range<Int>]
    /// First value of the column `index`: the row of the whole dataset.
    let firstIndex: Int?

    /// Reads `wanted` columns and checks them against the features of `meta/info.json`.
    ///
    /// Throws ``DatasetError``, or `ParquetError` for a file that is not Parquet or a column that is not numbers.
    init(_ file: URL, columns wanted: [String], info: DatasetInfo) throws {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw DatasetError.missingFile(
                path: file.path,
                remedy: "The episode list promises it: copy it again, or take the episode off the list.")
        }
        let fields = try ParquetFile.schema(file).map(\.name)
        for name in wanted where !fields.contains(name) {
            throw DatasetError.unknownKey(
                key: name, file: "the columns of \(file.path)",
                candidates: fields.filter { info.features[$0]?.isNumeric ?? true })
        }
        let keys = ["episode_index", "index"].filter(fields.contains)
        let table = try ParquetFile.read(file, columns: Array(Set(wanted + keys)).sorted())
        var columns: [String: NumericColumn] = [:]
        for name in wanted {
            guard let source = table[name] else { continue }
            let column = try NumericColumn(source)
            if table.rowCount > 0, let expected = info.features[name]?.width, expected != column.width {
                throw DatasetError.wrongWidth(column: name, file: file.path, found: column.width, expected: expected)
            }
            columns[name] = column
        }
        self.file = file
        self.rowCount = table.rowCount
        fieldNames = fields
        self.columns = columns
        episodes = try Self.episodes(table["episode_index"]?.integers() ?? [], file: file.path)
        firstIndex = try table["index"]?.integers().first
    }

    var bytes: Int { columns.values.reduce(0) { $0 + $1.bytes } + episodes.count * 32 }

    /// The rows of `episode`, which must be as many as the episode list says.
    ///
    /// A v3.0 file has several episodes. Its rows are found by the column `episode_index`, not counted from the episode
    /// list: lerobot 0.4.4's converter writes some rows into the file after the one that it lists. `nil`: not in this file.
    func rows(of episode: Episode, version: FormatVersion) throws -> Range<Int>? {
        let rows: Range<Int>
        if version != .v30 {
            rows = 0..<rowCount
        } else if !episodes.isEmpty {
            guard let found = episodes[episode.index] else { return nil }
            rows = found
        } else if let firstIndex, let wanted = episode.indexRange {
            let (start, overflow) = wanted.lowerBound.subtractingReportingOverflow(firstIndex)
            guard !overflow, start >= 0, start < rowCount else { return nil }
            rows = start..<min(start + episode.length, rowCount)
        } else {
            throw DatasetError.unknownKey(
                key: "episode_index", file: "the columns of \(file.path)", candidates: columns.keys.sorted())
        }
        guard rows.count == episode.length else {
            throw DatasetError.wrongRowCount(
                episode: episode.index, file: file.path, found: rows.count, expected: episode.length)
        }
        return rows
    }

    private static func episodes(_ indices: [Int], file: String) throws -> [Int: Range<Int>] {
        var episodes: [Int: Range<Int>] = [:]
        var start = 0
        while start < indices.count {
            let episode = indices[start]
            let end = indices[start...].firstIndex { $0 != episode } ?? indices.count
            guard episodes.updateValue(start..<end, forKey: episode) == nil else {
                throw DatasetError.malformed(
                    file: file, key: "episode_index", reason: "the rows of episode \(episode) are not in one piece")
            }
            start = end
        }
        return episodes
    }
}
