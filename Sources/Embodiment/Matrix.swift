/// Rows of numbers: a window of states or actions, [T, D], in the units of the dataset.
public struct Matrix: Sendable, Equatable, Codable {
    /// Time steps, T.
    public let rows: Int
    /// Width of one row, D.
    public let columns: Int
    /// Row after row.
    public var values: [Double]

    /// - Precondition: `values.count == rows * columns`.
    public init(rows: Int, columns: Int, values: [Double]) {
        precondition(
            values.count == rows * columns, "\(rows)x\(columns) needs \(rows * columns) values, not \(values.count)")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        self.init(rows: rows, columns: columns, values: Array(repeating: value, count: rows * columns))
    }

    public subscript(row: Int, column: Int) -> Double {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// Row `row`, D values.
    public func row(_ row: Int) -> ArraySlice<Double> { values[row * columns..<(row + 1) * columns] }

    /// Columns `range` of every row, [T, range.count].
    public func columns(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: rows, columns: range.count,
            values: (0..<rows).flatMap { row($0).dropFirst(range.lowerBound).prefix(range.count) })
    }
}
