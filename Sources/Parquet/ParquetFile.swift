import CParquet
import Foundation

/// Reads and writes Parquet files as whole tables.
public enum ParquetFile {
    /// Version of the Arrow library that does the work.
    public static var arrowVersion: String { String(cString: cparquet_arrow_version()) }

    /// More rows than any dataset file has (files are cut at 100 MB), few enough that a forged footer cannot fill the memory.
    private static let rowLimit: Int64 = 100_000_000

    /// Reads the columns asked for, in that order, or all in the file's order. All row groups become one table.
    ///
    /// Throws ``ParquetError``: for a column that the file lacks, with the list of those it has.
    public static func read(_ url: URL, columns: [String]? = nil) throws -> ParquetTable {
        var schema = ArrowSchema()
        var array = ArrowArray()
        try withCStrings(columns) { names in
            try check(url) { cparquet_read(url.path, names, rowLimit, &schema, &array, $0, $1) }
        }
        defer {
            array.release?(&array)
            schema.release?(&schema)
        }
        let rowCount = Int(array.length)
        var stored: [String: ParquetColumn] = [:]
        var order: [String] = []
        for (index, field) in schema.childSchemas.enumerated() {
            guard let values = array.children?[index]?.pointee else { continue }
            let name = field.nameText
            guard stored[name] == nil else { throw ParquetError.duplicateColumn(name, file: url.path) }
            let decoder = ArrowDecoder(column: name, file: url.path)
            let decoded = try decoder.decode(values, field, start: Int(array.offset), count: rowCount)
            stored[name] = ParquetColumn(name: name, array: decoded, file: url.path)
            order.append(name)
        }
        let missing = (columns ?? []).filter { stored[$0] == nil }
        guard missing.isEmpty else {
            throw ParquetError.missingColumns(missing, file: url.path, available: try Self.schema(url).map(\.name))
        }
        return ParquetTable(columns: (columns ?? order).compactMap { stored[$0] }, rowCount: rowCount)
    }

    /// The columns of the file, from its footer alone.
    public static func schema(_ url: URL) throws -> [ParquetField] {
        try withFooter(url) { schema, _ in
            schema.childSchemas.map { ParquetField(name: $0.nameText, type: $0.typeText) }
        }
    }

    /// The number of rows, from the footer alone.
    public static func rowCount(_ url: URL) throws -> Int { try withFooter(url) { Int($1) } }

    /// The key-value metadata of the schema, such as `huggingface` and `pandas`.
    public static func metadata(_ url: URL) throws -> [String: String] {
        try withFooter(url) { schema, _ in schema.metadataPairs }
    }

    private static func withFooter<Result>(_ url: URL, _ body: (ArrowSchema, Int64) -> Result) throws -> Result {
        var schema = ArrowSchema()
        var rowCount: Int64 = 0
        try check(url) { cparquet_schema(url.path, &schema, &rowCount, $0, $1) }
        defer { schema.release?(&schema) }
        return body(schema, rowCount)
    }

    private static func check(_ url: URL, _ body: (UnsafeMutablePointer<CChar>, Int64) -> Int32) throws {
        if let reason = failure(body) { throw ParquetError.unreadable(file: url.path, reason: reason) }
    }

    /// Calls a function of the C face; its message where it failed.
    static func failure(_ body: (UnsafeMutablePointer<CChar>, Int64) -> Int32) -> String? {
        let capacity = 1024
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { message in
            guard let start = message.baseAddress, body(start, Int64(capacity)) != 0 else { return nil }
            return String(cString: start)
        }
    }

    /// A NULL-terminated list of C strings, or NULL.
    private static func withCStrings<Result>(
        _ strings: [String]?, _ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> Result
    ) rethrows -> Result {
        guard let strings else { return try body(nil) }
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return try (copies.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { try body($0.baseAddress) }
    }
}
