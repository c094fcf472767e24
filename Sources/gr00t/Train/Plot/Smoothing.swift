/// A moving average over both sides, for curves that are complete when they are drawn.
enum Smoothing {
    /// The mean of all values, a value `n` points away weighing `weight` to the power of `n`: as many values as `values`.
    ///
    /// An average over the past alone, as TensorBoard draws it, lies beside a falling curve: by 9 points at a weight of 0.9.
    /// What is not finite stays a gap and does not spoil its neighbours.
    static func exponential(_ values: [Double], weight: Double) -> [Double] {
        let past = sums(values, weight)
        let future = sums(values.reversed(), weight).reversed()
        return zip(values, zip(past, future)).map { value, sides in
            guard value.isFinite else { return .nan }
            // Both sides have the value itself.
            return (sides.0.sum + sides.1.sum - value) / (sides.0.weights + sides.1.weights - 1)
        }
    }

    /// A weight with which a point sees about a twenty-fifth of a curve on each side.
    static func weight(points: Int) -> Double { 1 - 1 / max(2, Double(points) / 25) }

    private static func sums(_ values: some Sequence<Double>, _ weight: Double) -> [(sum: Double, weights: Double)] {
        var (sum, weights) = (0.0, 0.0)
        return values.map { value in
            sum = sum * weight + (value.isFinite ? value : 0)
            weights = weights * weight + (value.isFinite ? 1 : 0)
            return (sum, weights)
        }
    }
}
