/// Draws an index in proportion to its weight.
struct CumulativeWeights: Sendable {
    /// Sums of the weights up to and with each.
    private let sums: [Double]

    /// - Precondition: weights are finite, at least one is positive, none is negative.
    init(_ weights: [Double]) {
        sums = weights.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
    }

    func draw(using generator: inout PCG64) -> Int {
        let target = generator.unit() * (sums.last ?? 0)
        // The first sum above the target: a weight of zero is never drawn.
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
