import Foundation
import Parquet
import TestSupport
import Testing

@Suite struct WriteTests {
    static let values: [(String, ParquetValues)] = [
        ("int32", .int32([1, -2, .max])),
        ("int64", .int64([1, -2, .max])),
        ("float", .float([1.5, -2, .infinity])),
        ("double", .double([1e300, -0.5, 3])),
        ("bool", .bool([true, false, true])),
        ("string", .string(["pick", "", "ünïcode 🤖"])),
        ("bytes", .bytes([[0, 255], [], [7]])),
        ("list", .list(offsets: [0, 2, 2, 3], elements: ParquetArray(.double([1, 2, 3])))),
        ("fixed", .fixedList(rows: 3, width: 2, elements: ParquetArray(.float([1, 2, 3, 4, 5, 6])))),
        ("names", .list(offsets: [0, 1, 3, 3], elements: ParquetArray(.string(["a", "b", "c"])))),
        (
            "nested",
            .list(
                offsets: [0, 1, 2, 3],
                elements: ParquetArray(.list(offsets: [0, 2, 4, 5], elements: ParquetArray(.int64([1, 2, 3, 4, 5])))))
        ),
        (
            "image",
            .structure(
                rows: 3,
                members: [
                    ParquetMember(name: "bytes", array: ParquetArray(.bytes([[1], [2], [3]]))),
                    ParquetMember(
                        name: "path", array: ParquetArray(.string(["a", "b", ""]), nulls: [false, false, true])),
                ])
        ),
        (
            "roles",
            .list(
                offsets: [0, 1, 1, 2],
                elements: ParquetArray(
                    .structure(
                        rows: 2,
                        members: [ParquetMember(name: "role", array: ParquetArray(.string(["user", "robot"])))])))
        ),
    ]

    @Test func everyTypeSurvives() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "all.parquet")
            let table = ParquetTable(columns: Self.values.map { ParquetColumn($0.0, $0.1) })
            try ParquetFile.write(table, to: file, metadata: ["huggingface": "{\"ä\": 1}", "b": ""])
            let read = try ParquetFile.read(file)
            #expect(read.columns.map(\.array) == table.columns.map(\.array))
            #expect(
                try ParquetFile.schema(file) == table.columns.map { ParquetField(name: $0.name, type: $0.values.type) })
            #expect(try ParquetFile.metadata(file) == ["huggingface": "{\"ä\": 1}", "b": ""])
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["all.parquet"])
        }
    }

    @Test func nullsSurviveAtEveryDepth() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "nulls.parquet")
            let nulls = [false, true, false]
            let table = ParquetTable(columns: [
                ParquetColumn(name: "integer", array: ParquetArray(.int64([1, 0, 3]), nulls: nulls)),
                ParquetColumn(name: "text", array: ParquetArray(.string(["a", "", "c"]), nulls: nulls)),
                ParquetColumn(
                    name: "element",
                    array: ParquetArray(
                        .list(offsets: [0, 1, 2, 3], elements: ParquetArray(.double([1, 0, 3]), nulls: nulls)))),
                ParquetColumn(
                    name: "list",
                    array: ParquetArray(
                        .list(offsets: [0, 1, 1, 2], elements: ParquetArray(.double([1, 3]))), nulls: nulls)),
            ])
            try ParquetFile.write(table, to: file)
            let read = try ParquetFile.read(file)
            #expect(read.columns.map(\.array) == table.columns.map(\.array))
            for column in read.columns where column.name != "text" {
                #expect(throws: ParquetError.null(column: column.name, file: file.path, row: 1)) {
                    try column.vectors()
                }
            }
            #expect(throws: ParquetError.null(column: "text", file: file.path, row: 1)) {
                try #require(read["text"]).strings()
            }
        }
    }

    @Test func noRowsAndNoColumns() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appending(path: "empty.parquet")
            let table = ParquetTable(columns: [
                ParquetColumn("number", .double([])), ParquetColumn("text", .string([])),
                ParquetColumn("list", .list(offsets: [0], elements: ParquetArray(.float([])))),
                ParquetColumn("fixed", .fixedList(rows: 0, width: 6, elements: ParquetArray(.float([])))),
            ])
            try ParquetFile.write(table, to: file)
            let read = try ParquetFile.read(file)
            #expect(read.columns.map(\.array) == table.columns.map(\.array))
            #expect(try read.columns.map { $0.name == "text" ? 0 : try $0.vectors().values.count } == [0, 0, 0, 0])
            let none = try ParquetFile.read(file, columns: [])
            #expect((none.columns.count, none.rowCount) == (0, 0))
        }
    }

    @Test(arguments: [
        ParquetValues.list(offsets: [0, 3, 2], elements: ParquetArray(.double([1, 2]))),
        .list(offsets: [0, 1, 5], elements: ParquetArray(.double([1, 2]))),
        .fixedList(rows: 2, width: 3, elements: ParquetArray(.float([1, 2]))),
        .fixedList(rows: 2, width: .max, elements: ParquetArray(.float([1, 2]))),
        .structure(rows: 2, members: [ParquetMember(name: "a", array: ParquetArray(.bool([true])))]),
        .unsupported(rows: 2, type: "timestamp"),
        .int64([1, 2, 3]),
    ])
    func aMalformedTableIsAnError(values: ParquetValues) throws {
        try withTemporaryDirectory { directory in
            let table = ParquetTable(columns: [
                ParquetColumn("good", .bool([true, false])), ParquetColumn("bad", values),
            ])
            let file = directory.appending(path: "bad.parquet")
            let error = #expect(throws: ParquetError.self) { try ParquetFile.write(table, to: file) }
            #expect(error?.description.contains("'bad'") == true)
            let left = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(left.isEmpty)
        }
    }

    @Test func anUnwritablePlaceIsAnError() throws {
        let error = #expect(throws: ParquetError.self) {
            try ParquetFile.write(ParquetTable(columns: []), to: URL(filePath: "/nowhere/at/all.parquet"))
        }
        #expect(error?.description.contains("/nowhere/at/all.parquet") == true)
    }
}
