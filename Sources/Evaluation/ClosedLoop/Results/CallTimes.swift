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
        func quantile(_ share: Double) -> Double {
            let rank = Int((share * Double(sorted.count)).rounded(.up))
            return sorted.indices.contains(rank - 1) ? sorted[rank - 1] : sorted.last ?? 0
        }
        calls = sorted.count
        mean = sorted.isEmpty ? 0 : sorted.reduce(0, +) / Double(sorted.count)
        median = quantile(0.5)
        p95 = quantile(0.95)
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
