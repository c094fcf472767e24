/// Values and which of them are missing, at any depth of nesting.
public struct ParquetArray: Sendable, Equatable {
    public let values: ParquetValues
    /// `true` where there is no value (`values` then has a placeholder: zero, false, empty); `nil` where none is missing.
    public let nulls: [Bool]?

    public init(_ values: ParquetValues, nulls: [Bool]? = nil) {
        self.values = values
        self.nulls = nulls
    }

    public var count: Int { values.count }
}

/// The values of one column, or of the elements of its lists. Narrower integers than 32 bits, unsigned ones and half floats
/// are widened when read; dictionary-encoded columns are decoded.
public indirect enum ParquetValues: Sendable, Equatable {
    case int32([Int32])
    case int64([Int64])
    case float([Float])
    case double([Double])
    case bool([Bool])
    case string([String])
    case bytes([[UInt8]])
    /// Row i holds `elements[offsets[i]..<offsets[i + 1]]`: one offset more than rows, the first is 0, never falling.
    case list(offsets: [Int], elements: ParquetArray)
    /// Row i holds `elements[i * width..<(i + 1) * width]`. `rows` is needed for width 0.
    case fixedList(rows: Int, width: Int, elements: ParquetArray)
    /// Members of one length. `rows` is needed for a structure without members.
    case structure(rows: Int, members: [ParquetMember])
    /// A type that robot datasets do not use (decimals, times, maps…): present, but without its values.
    case unsupported(rows: Int, type: String)

    /// Rows.
    public var count: Int {
        switch self {
        case .int32(let values): values.count
        case .int64(let values): values.count
        case .float(let values): values.count
        case .double(let values): values.count
        case .bool(let values): values.count
        case .string(let values): values.count
        case .bytes(let values): values.count
        case .list(let offsets, _): offsets.count - 1
        case .fixedList(let rows, _, _), .structure(let rows, _), .unsupported(let rows, _): rows
        }
    }

    /// The type as text, in Arrow's words.
    public var type: String {
        switch self {
        case .int32: "int32"
        case .int64: "int64"
        case .float: "float"
        case .double: "double"
        case .bool: "bool"
        case .string: "string"
        case .bytes: "binary"
        case .list(_, let elements): "list<\(elements.values.type)>"
        case .fixedList(_, let width, let elements): "fixed_size_list<\(elements.values.type)>[\(width)]"
        case .structure(_, let members):
            "struct<\(members.map { "\($0.name): \($0.array.values.type)" }.joined(separator: ", "))>"
        case .unsupported(_, let type): type
        }
    }
}

/// A member of a structure.
public struct ParquetMember: Sendable, Equatable {
    public let name: String
    public let array: ParquetArray

    public init(name: String, array: ParquetArray) {
        self.name = name
        self.array = array
    }
}
