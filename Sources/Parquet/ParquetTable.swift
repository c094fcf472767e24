/// Columns of one length, in order.
public struct ParquetTable: Sendable, Equatable {
    public let columns: [ParquetColumn]
    public let rowCount: Int

    /// - Parameter rowCount: the length of every column; taken from the first where it is not given.
    public init(columns: [ParquetColumn], rowCount: Int? = nil) {
        self.columns = columns
        self.rowCount = rowCount ?? columns.first?.count ?? 0
    }

    public subscript(name: String) -> ParquetColumn? { columns.first { $0.name == name } }
}

/// A name and type of a file's schema.
public struct ParquetField: Sendable, Equatable {
    public let name: String
    /// As text, in Arrow's words: `int64`, `list<double>`, `fixed_size_list<float>[6]`, `struct<bytes: binary, path: string>`.
    public let type: String

    public init(name: String, type: String) {
        self.name = name
        self.type = type
    }
}

/// A named array. The typed accessors (`integers()`, `vectors()`…) are in `ParquetColumn+Accessors.swift`.
public struct ParquetColumn: Sendable, Equatable {
    public let name: String
    public let array: ParquetArray
    /// The file it was read from, for messages.
    public let file: String

    public init(name: String, array: ParquetArray, file: String = "a table in memory") {
        self.name = name
        self.array = array
        self.file = file
    }

    public init(_ name: String, _ values: ParquetValues) { self.init(name: name, array: ParquetArray(values)) }

    public var values: ParquetValues { array.values }
    public var count: Int { array.values.count }
    /// Which rows have no value; `nil` where every row has one.
    public var nulls: [Bool]? { array.nulls }
}
