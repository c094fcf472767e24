import Foundation

/// How many answers took how long, in classes whose bounds are the powers of the square root of two, in milliseconds: fine
/// enough to see two humps, few enough to print.
public struct LatencyHistogram: Sendable, Equatable, Codable {
    public struct Bucket: Sendable, Equatable, Codable {
        /// Milliseconds; exclusive.
        public let above: Double
        /// Milliseconds; inclusive.
        public let upTo: Double
        public let count: Int
    }

    /// From the fastest to the slowest answer, without gaps; empty where there was none.
    public let buckets: [Bucket]

    init(_ seconds: [Double]) {
        var counts: [Int: Int] = [:]
        for value in seconds { counts[Self.index(1000 * value), default: 0] += 1 }
        guard let first = counts.keys.min(), let last = counts.keys.max() else {
            buckets = []
            return
        }
        buckets = (first...last).map {
            Bucket(above: Self.bound($0 - 1), upTo: Self.bound($0), count: counts[$0] ?? 0)
        }
    }

    /// The class of a time, from a nanosecond to some days; what lies beyond is in the last.
    private static func index(_ milliseconds: Double) -> Int {
        let clamped = min(max(milliseconds, 1e-6), 1e9)
        var index = Int((2 * log2(clamped)).rounded(.up))
        // A logarithm may be off by its last digit, and a bound belongs to the class below it.
        if clamped <= bound(index - 1) { index -= 1 } else if clamped > bound(index) { index += 1 }
        return index
    }

    private static func bound(_ index: Int) -> Double {
        let (half, odd) = (index >> 1, index & 1 == 1)
        return Double(sign: .plus, exponent: half, significand: odd ? 2.0.squareRoot() : 1)
    }
}
