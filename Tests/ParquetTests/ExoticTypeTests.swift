import Foundation
import Parquet
import TestSupport
import Testing

@Suite struct ExoticTypeTests {
    private func withFile<R>(_ body: (URL) throws -> R) throws -> R {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "exotic.parquet")
            try ExoticFile.contents.write(to: file)
            return try body(file)
        }
    }

    @Test func numbersAreWidenedAndRowGroupsJoined() throws {
        try withFile { file in
            let table = try ParquetFile.read(
                file, columns: ["unsigned", "small", "half", "large", "largelist", "code"])
            #expect(table.rowCount == 4)
            #expect(try #require(table["unsigned"]).integers() == [1, 2, 3, 4])
            #expect(try #require(table["small"]).integers() == [-1, 2, -3, 127])
            #expect(try #require(table["half"]).doubles() == [0.5, 1, 2, 3])
            #expect(try #require(table["large"]).strings() == ["x", "", "ü", "w"])
            #expect(try #require(table["largelist"]).vectors().values == [1, 2, 3, 6.5])
            #expect(
                try #require(table["code"]).byteStrings().map { String(decoding: $0, as: UTF8.self) } == [
                    "ab", "cd", "ef", "gh",
                ])
        }
    }

    @Test func dictionariesAreDecodedWithTheirNulls() throws {
        try withFile { file in
            let column = try #require(try ParquetFile.read(file, columns: ["dictionary"])["dictionary"])
            #expect(column.array == ParquetArray(.string(["a", "b", "", "c"]), nulls: [false, false, true, false]))
            #expect(throws: ParquetError.null(column: "dictionary", file: file.path, row: 2)) { try column.strings() }
        }
    }

    @Test func anIntegerThatDoesNotFitIsAnErrorOfItsColumnAlone() throws {
        try withFile { file in
            let huge = "\(UInt64.max)"
            #expect(throws: ParquetError.notAnInteger(column: "huge", file: file.path, row: 3, value: huge)) {
                try ParquetFile.read(file, columns: ["huge"])
            }
            let other = try ParquetFile.read(file, columns: ["small"])
            #expect(other.rowCount == 4)
        }
    }

    @Test(arguments: ["time", "price", "map", "nothing"]) func unusedTypesAreNamed(name: String) throws {
        try withFile { file in
            let column = try #require(try ParquetFile.read(file, columns: ["small", name])[name])
            #expect(column.count == 4)
            guard case .unsupported = column.values else { return #expect(Bool(false), "\(column.values)") }
            let error = #expect(throws: ParquetError.self) { try column.doubles() }
            #expect(error?.description.contains("'\(name)'") == true)
        }
    }

    @Test func theSchemaNamesEveryType() throws {
        try withFile { file in
            let types = try ParquetFile.schema(file).map(\.type)
            #expect(
                types == [
                    "string", "uint64", "uint64", "int8", "halffloat", "large_string", "list<double>",
                    "fixed_size_binary[2]", "timestamp", "decimal(2,1)", "map", "null", "double",
                ])
        }
    }

    @Test func aMissingNumberIsAnErrorWithItsRow() throws {
        try withFile { file in
            let column = try #require(try ParquetFile.read(file, columns: ["holes"])["holes"])
            #expect(column.nulls == [false, true, false, true])
            #expect(throws: ParquetError.null(column: "holes", file: file.path, row: 1)) { try column.doubles() }
        }
    }
}
