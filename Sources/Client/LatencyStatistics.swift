import Embodiment

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
        count = sorted.count
        mean = sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(sorted.count)
        minimum = sorted.first ?? 0
        median = sorted.nearestRank(0.5) ?? 0
        p90 = sorted.nearestRank(0.9) ?? 0
        p99 = sorted.nearestRank(0.99) ?? 0
        maximum = sorted.last ?? 0
        histogram = LatencyHistogram(sorted)
    }
}
