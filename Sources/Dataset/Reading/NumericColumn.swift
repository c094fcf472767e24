import Parquet

/// A column of numbers or vectors of numbers, [rows, width], as wide as the file stores them.
struct NumericColumn: Sendable, Equatable {
    let width: Int
    private let storage: Storage

    private enum Storage: Sendable, Equatable {
        case float([Float])
        case double([Double])
    }

    /// Throws `ParquetError` where the column is not numbers, has gaps, or its vectors differ in length.
    init(_ column: ParquetColumn) throws {
        let vectors = try column.vectors()
        width = vectors.width
        // Half the memory, and nothing lost: these values were 32 bits wide in the file.
        storage = Self.isFloat(column.array) ? .float(vectors.values.map(Float.init)) : .double(vectors.values)
    }

    var bytes: Int {
        switch storage {
        case .float(let values): values.count * 4
        case .double(let values): values.count * 8
        }
    }

    subscript(row: Int, column: Int) -> Double {
        switch storage {
        case .float(let values): Double(values[row * width + column])
        case .double(let values): values[row * width + column]
        }
    }

    /// Appends numbers `range` of `row`.
    func append(_ row: Int, _ range: Range<Int>, to output: inout [Double]) {
        let range = range.lowerBound + row * width..<range.upperBound + row * width
        switch storage {
        case .float(let values): for value in values[range] { output.append(Double(value)) }
        case .double(let values): output.append(contentsOf: values[range])
        }
    }

    private static func isFloat(_ array: ParquetArray) -> Bool {
        switch array.values {
        case .float: true
        case .list(_, let elements), .fixedList(_, _, let elements): isFloat(elements)
        default: false
        }
    }
}
