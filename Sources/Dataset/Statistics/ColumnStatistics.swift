extension Statistics {
    /// Statistics per dimension of `values`, [N, D] row by row, in double precision (the reference computes in 32 bits).
    ///
    /// Standard deviation is that of the population; quantile p is interpolated linearly at position p (N - 1) of the
    /// sorted values, as `numpy.quantile` does.
    ///
    /// - Precondition: there is at least one row, and all values are finite.
    init(rows values: [Double], width: Int) {
        let count = values.count / width
        self.init(max: [], min: [], mean: [], std: [], q01: [], q99: [])
        var column = [Double](repeating: 0, count: count)
        for dimension in 0..<width {
            for row in 0..<count { column[row] = values[row * width + dimension] }
            column.sort()
            let mean = column.reduce(0, +) / Double(count)
            let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
            min.append(column[0])
            max.append(column[count - 1])
            // The mean of equal numbers can be rounded off the number itself.
            self.mean.append(column[0] == column[count - 1] ? column[0] : mean)
            std.append(column[0] == column[count - 1] ? 0 : variance.squareRoot())
            q01.append(Self.quantile(0.01, ofSorted: column))
            q99.append(Self.quantile(0.99, ofSorted: column))
        }
    }

    private static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
        let position = probability * Double(values.count - 1)
        let below = Int(position)
        let above = Swift.min(below + 1, values.count - 1)
        return values[below] + (values[above] - values[below]) * (position - Double(below))
    }
}
