/// Small symmetric, positive definite systems of equations.
enum CholeskySolver {
    /// x with `matrix` x = `right`; `nil` where the matrix is not positive definite, numbers that are not finite included.
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        let size = right.count
        var lower = matrix
        for column in 0..<size {
            for row in column..<size {
                let known = (0..<column).reduce(0) { $0 + lower[row][$1] * lower[column][$1] }
                let rest = matrix[row][column] - known
                if row == column {
                    guard rest > 0, rest.isFinite else { return nil }
                    lower[row][column] = rest.squareRoot()
                } else {
                    lower[row][column] = rest / lower[column][column]
                }
            }
        }
        var solution = right
        for row in 0..<size {
            let known = (0..<row).reduce(0) { $0 + lower[row][$1] * solution[$1] }
            solution[row] = (solution[row] - known) / lower[row][row]
        }
        for row in (0..<size).reversed() {
            let known = (row + 1..<size).reduce(0) { $0 + lower[$1][row] * solution[$1] }
            solution[row] = (solution[row] - known) / lower[row][row]
        }
        return solution.allSatisfy(\.isFinite) ? solution : nil
    }
}
