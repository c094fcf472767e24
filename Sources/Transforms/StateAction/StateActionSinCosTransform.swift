import Embodiment
import Foundation

/// Joint angles in radians as their sines followed by their cosines: [T, D] to [T, 2D]. No statistics are needed, and an angle
/// does not jump where it passes a full turn. The inverse gives angles in [-pi, pi].
public struct StateActionSinCosTransform: InvertibleTransform {
    public init() {}

    public func outputWidth(of inputWidth: Int) -> Int? { 2 * inputWidth }

    public func apply(_ matrix: Matrix) -> Matrix {
        var values: [Double] = []
        values.reserveCapacity(2 * matrix.values.count)
        for row in 0..<matrix.rows {
            for angle in matrix.row(row) { values.append(sin(angle)) }
            for angle in matrix.row(row) { values.append(cos(angle)) }
        }
        return Matrix(rows: matrix.rows, columns: 2 * matrix.columns, values: values)
    }

    public func unapply(_ matrix: Matrix) -> Matrix {
        let columns = matrix.columns / 2
        var result = Matrix(rows: matrix.rows, columns: columns)
        for row in 0..<matrix.rows {
            for column in 0..<columns {
                result[row, column] = atan2(matrix[row, column], matrix[row, column + columns])
            }
        }
        return result
    }
}
