/// How long answers took, in seconds. Quantiles are nearest ranks: real measurements, nothing interpolated.
public struct LatencyStatistics: Sendable, Equatable, Codable {
    public let count: Int
    public let mean: Double
    public let minimum: Double
    public let median: Double
    /// 90 of 100 answers took no longer.
    public let p90: Double
    /// 99 of 100 answers took no longer.
    public let p99: Double
    public let maximum: Double
    public let histogram: LatencyHistogram

    /// All are zero where `seconds` is empty.
    public init(_ seconds: [Double]) {
        let sorted = seconds.sorted()
        func quantile(_ share: Double) -> Double {
            let rank = Int((share * Double(sorted.count)).rounded(.up))
            return sorted.indices.contains(rank - 1) ? sorted[rank - 1] : sorted.last ?? 0
        }
        count = sorted.count
        mean = sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(sorted.count)
        minimum = sorted.first ?? 0
        median = quantile(0.5)
        p90 = quantile(0.9)
        p99 = quantile(0.99)
        maximum = sorted.last ?? 0
        histogram = LatencyHistogram(sorted)
    }
}
