import Embodiment

/// How long a policy took for its chunks, in seconds. Quantiles are nearest ranks: real measurements, nothing
/// interpolated.
public struct CallTimes: Sendable, Equatable, Encodable {
    public let calls: Int
    public let mean: Double
    public let median: Double
    /// 95 of 100 calls took no longer.
    public let p95: Double
    public let maximum: Double

    /// All are zero where `seconds` is empty.
    public init(_ seconds: [Double]) {
        let sorted = seconds.sorted()
        calls = sorted.count
        mean = sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(sorted.count)
        median = sorted.nearestRank(0.5) ?? 0
        p95 = sorted.nearestRank(0.95) ?? 0
        maximum = sorted.last ?? 0
    }

    enum CodingKeys: String, CodingKey {
        case calls
        case mean = "mean_seconds"
        case median = "median_seconds"
        case p95 = "p95_seconds"
        case maximum = "max_seconds"
    }
}
