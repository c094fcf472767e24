import Foundation
import Parquet
import TestSupport
import Testing

/// Files that are broken, by accident or on purpose, are errors that name them; reading never traps.
@Suite struct HostileFileTests {
    static func sample(in directory: URL) throws -> URL {
        let file = directory.appending(path: "sample.parquet")
        let table = ParquetTable(columns: WriteTests.values.map { ParquetColumn($0.0, $0.1) })
        try ParquetFile.write(table, to: file)
        return file
    }

    static func read(_ file: URL) throws {
        _ = try ParquetFile.schema(file)
        for column in try ParquetFile.read(file).columns {
            _ = try? column.vectors()
            _ = try? column.strings()
        }
    }

    @Test(arguments: ["", "P", "PAR1", "PAR1PAR1", "not a parquet file", String(repeating: "PAR1", count: 100)])
    func garbage(text: String) throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "garbage.parquet")
            try Data(text.utf8).write(to: file)
            for read in [{ _ = try ParquetFile.read(file) }, { _ = try ParquetFile.schema(file) }] {
                let error = #expect(throws: ParquetError.self) { try read() }
                #expect(error?.description.contains(file.path) == true)
            }
        }
    }

    @Test func missingFileAndDirectory() throws {
        try withTemporaryDirectory { directory in
            #expect(throws: ParquetError.self) { try ParquetFile.read(directory) }
            #expect(throws: ParquetError.self) { try ParquetFile.read(directory.appending(path: "none.parquet")) }
        }
    }

    @Test func missingColumnListsTheOthers() throws {
        try withTemporaryDirectory { directory in
            let file = try Self.sample(in: directory)
            let error = #expect(throws: ParquetError.self) { try ParquetFile.read(file, columns: ["action", "bool"]) }
            #expect(error?.description.contains("no column 'action'; it has 'int32', 'int64'") == true)
        }
    }

    @Test func everyTruncation() throws {
        try withTemporaryDirectory { directory in
            let bytes = try Data(contentsOf: Self.sample(in: directory))
            let file = directory.appending(path: "short.parquet")
            for count in stride(from: 0, to: bytes.count, by: 13) {
                try bytes.prefix(count).write(to: file)
                #expect(throws: ParquetError.self) { try Self.read(file) }
            }
        }
    }

    /// Every byte of the file wrong in turn: an error or values, and this process is still here.
    @Test func everyByteFlipped() throws {
        try withTemporaryDirectory { directory in
            let bytes = try Data(contentsOf: Self.sample(in: directory))
            let file = directory.appending(path: "flipped.parquet")
            for index in stride(from: 0, to: bytes.count, by: 3) {
                var damaged = bytes
                damaged[index] ^= UInt8(truncatingIfNeeded: 1 << (index % 8) | 0x80)
                try damaged.write(to: file)
                do { try Self.read(file) } catch is ParquetError {}
            }
        }
    }
}
