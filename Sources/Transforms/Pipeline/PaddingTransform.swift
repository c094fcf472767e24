import Embodiment

/// Pads rows with zeros to the width that all embodiments share, with a mask, and cuts the padding off again.
public struct PaddingTransform: Sendable, Equatable {
    /// Values of a row that mean something.
    public let width: Int
    public let paddedWidth: Int

    /// - Precondition: `width <= paddedWidth`.
    public init(width: Int, paddedWidth: Int) {
        precondition(width <= paddedWidth, "\(width) values do not fit into \(paddedWidth)")
        self.width = width
        self.paddedWidth = paddedWidth
    }

    /// [T, width] to [T, paddedWidth].
    public func apply(_ matrix: Matrix) -> Matrix {
        let zeros = Array(repeating: 0.0, count: paddedWidth - width)
        var values: [Double] = []
        values.reserveCapacity(matrix.rows * paddedWidth)
        for row in 0..<matrix.rows {
            values += matrix.row(row)
            values += zeros
        }
        return Matrix(rows: matrix.rows, columns: paddedWidth, values: values)
    }

    /// [rows, paddedWidth] row after row: true where a value is no padding.
    public func mask(rows: Int) -> [Bool] {
        let row = Array(repeating: true, count: width) + Array(repeating: false, count: paddedWidth - width)
        return Array(repeatElement(row, count: rows).joined())
    }

    /// [T, paddedWidth] to [T, width].
    public func unapply(_ matrix: Matrix) -> Matrix { matrix.columns(0..<width) }
}
