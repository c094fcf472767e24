import Embodiment

/// How long a policy takes for one chunk, in seconds.
public struct ActionTiming: Sendable, Equatable, Codable {
    public var calls: Int
    /// The first call also prepares what later ones reuse, so it is not one of the others.
    public var first: Double
    /// The middle of the calls after the first.
    public var median: Double
    /// 95 of 100 calls after the first are no slower.
    public var p95: Double

    enum CodingKeys: String, CodingKey {
        case calls
        case first = "first_seconds"
        case median = "p50_seconds"
        case p95 = "p95_seconds"
    }

    public init(_ seconds: [Double]) {
        let steady = (seconds.count > 1 ? Array(seconds.dropFirst()) : seconds).sorted()
        calls = seconds.count
        first = seconds.first ?? 0
        median = steady.nearestRank(0.5) ?? 0
        p95 = steady.nearestRank(0.95) ?? 0
    }
}
