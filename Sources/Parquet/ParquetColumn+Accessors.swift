/// Rows of numbers of one width, [rows, width].
public struct ParquetVectors: Sendable, Equatable {
    public let rows: Int
    public let width: Int
    /// Row after row.
    public let values: [Double]
}

/// A column as the plain array that a caller needs. All throw ``ParquetError``, with column, file and row, where a value is
/// missing or of another kind. A column of one-element lists counts as a column of its elements: both are in use for
/// scalars (`annotation.*`).
extension ParquetColumn {
    /// Whole numbers, also those stored as floating point.
    public func integers() throws -> [Int] {
        let scalars = try scalars()
        switch scalars.values {
        case .int32(let values): return values.map(Int.init)
        case .int64(let values): return values.map(Int.init)
        case .float(let values): return try values.enumerated().map { try whole(Double($1), row: $0) }
        case .double(let values): return try values.enumerated().map { try whole($1, row: $0) }
        default: throw wrongType("whole numbers")
        }
    }

    /// Numbers; booleans as 0 and 1.
    public func doubles() throws -> [Double] {
        guard let values = numbers(try scalars()) else { throw wrongType("numbers") }
        return values
    }

    public func booleans() throws -> [Bool] {
        guard case .bool(let values) = try scalars().values else { throw wrongType("booleans") }
        return values
    }

    public func strings() throws -> [String] {
        guard case .string(let values) = try scalars().values else { throw wrongType("strings") }
        return values
    }

    public func byteStrings() throws -> [[UInt8]] {
        guard case .bytes(let values) = try scalars().values else { throw wrongType("byte strings") }
        return values
    }

    /// One vector per row: lists of numbers of one length, nested ones flattened in order, or single numbers as width 1.
    public func vectors() throws -> ParquetVectors {
        var array = array
        var width = 1
        while true {
            try requireValues(array, elementsPerRow: width)
            switch array.values {
            case .fixedList(_, let length, let elements):
                width = try product(width, length)
                array = elements
            case .list(let offsets, let elements):
                let length = offsets.count > 1 ? offsets[1] : 0
                for index in 1..<max(offsets.count, 1) where offsets[index] - offsets[index - 1] != length {
                    throw ParquetError.ragged(
                        column: name, file: file, row: (index - 1) / max(width, 1),
                        width: offsets[index] - offsets[index - 1], expected: length)
                }
                width = try product(width, length)
                array = elements
            default:
                guard let values = numbers(array) else { throw wrongType("vectors of numbers") }
                return ParquetVectors(rows: count, width: width, values: values)
            }
        }
    }

    /// One list of strings per row.
    public func stringLists() throws -> [[String]] {
        try requireValues(array, elementsPerRow: 1)
        guard case .list(let offsets, let elements) = values, case .string(let strings) = elements.values else {
            throw wrongType("lists of strings")
        }
        if let element = elements.nulls?.firstIndex(of: true) {
            let row = (offsets.firstIndex { $0 > element } ?? 1) - 1
            throw ParquetError.null(column: name, file: file, row: row)
        }
        return zip(offsets, offsets.dropFirst()).map { Array(strings[$0..<$1]) }
    }

    /// A member of a structure, as a column of its own: `image.member("bytes")`.
    public func member(_ member: String) throws -> ParquetColumn {
        try requireValues(array, elementsPerRow: 1)
        guard case .structure(_, let members) = values else { throw wrongType("structures") }
        guard let found = members.first(where: { $0.name == member }) else {
            throw ParquetError.missingMember(member, column: name, file: file, available: members.map(\.name))
        }
        return ParquetColumn(name: "\(name).\(member)", array: found.array, file: file)
    }

    /// The array without one level of one-element lists, and without missing values.
    private func scalars() throws -> ParquetArray {
        var array = array
        try requireValues(array, elementsPerRow: 1)
        switch array.values {
        case .list(let offsets, let elements) where offsets == Array(0..<offsets.count): array = elements
        case .fixedList(_, 1, let elements): array = elements
        default: return array
        }
        try requireValues(array, elementsPerRow: 1)
        return array
    }

    private func requireValues(_ array: ParquetArray, elementsPerRow: Int) throws {
        guard let element = array.nulls?.firstIndex(of: true) else { return }
        throw ParquetError.null(column: name, file: file, row: element / max(elementsPerRow, 1))
    }

    private func numbers(_ array: ParquetArray) -> [Double]? {
        switch array.values {
        case .int32(let values): values.map(Double.init)
        case .int64(let values): values.map(Double.init)
        case .float(let values): values.map(Double.init)
        case .double(let values): values
        case .bool(let values): values.map { $0 ? 1 : 0 }
        default: nil
        }
    }

    private func whole(_ value: Double, row: Int) throws -> Int {
        guard let whole = Int(exactly: value) else {
            throw ParquetError.notAnInteger(column: name, file: file, row: row, value: "\(value)")
        }
        return whole
    }

    private func product(_ width: Int, _ length: Int) throws -> Int {
        let (product, overflow) = width.multipliedReportingOverflow(by: length)
        guard !overflow else { throw wrongType("vectors of numbers") }
        return product
    }

    private func wrongType(_ wanted: String) -> ParquetError {
        .wrongType(column: name, file: file, found: values.type, wanted: wanted)
    }
}
