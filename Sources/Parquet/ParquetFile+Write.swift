import CParquet
import Foundation

extension ParquetFile {
    /// Writes a table: snappy, dictionary encoding, one row group per million rows. The file appears whole, or, where writing
    /// fails, not at all; one that was there is replaced.
    ///
    /// - Parameter metadata: key-value metadata of the schema.
    /// - Throws: ``ParquetError``.
    public static func write(_ table: ParquetTable, to url: URL, metadata: [String: String] = [:]) throws {
        var seen: Set<String> = []
        if let twice = table.columns.first(where: { !seen.insert($0.name).inserted }) {
            throw ParquetError.malformedTable(column: twice.name, reason: "there is more than one column of that name")
        }
        let encoder = ArrowEncoder()
        var (schema, array) = try encoder.encode(table, metadata: metadata)
        let temporary = url.deletingLastPathComponent().appending(
            path: ".\(url.lastPathComponent).\(UUID().uuidString)")
        defer { unlink(temporary.path) }
        let reason = withExtendedLifetime(encoder) {
            failure { cparquet_write(temporary.path, &schema, &array, $0, $1) }
        }
        if let reason { throw ParquetError.unwritable(file: url.path, reason: reason) }
        guard rename(temporary.path, url.path) == 0 else {
            throw ParquetError.unwritable(file: url.path, reason: String(cString: strerror(errno)))
        }
    }
}
