import Foundation

/// How many of a number of trials went well, and between which rates the true one lies.
///
/// The interval is Wilson's score interval (E. B. Wilson, "Probable inference, the law of succession, and statistical
/// inference", J. Am. Stat. Assoc. 22, 1927). Unlike the usual ± it stays within 0 and 1, and says something sensible
/// where all or none of the trials went well.
public struct SuccessRate: Sendable, Equatable, Encodable {
    public let successes: Int
    public let trials: Int
    /// Absent where nothing was tried.
    public let rate: Double?
    /// The ends of the interval; 0 and 1 where nothing was tried, since nothing is known.
    public let low: Double
    public let high: Double
    /// How often such an interval holds the true rate.
    public let level: Double

    /// - Parameter level: above 0, below 1.
    /// - Precondition: `0 <= successes <= trials`.
    public init(_ successes: Int, of trials: Int, level: Double = 0.95) {
        precondition((0...max(0, trials)).contains(successes), "\(successes) of \(trials) trials")
        precondition(level > 0 && level < 1, "no interval has a level of \(level)")
        self.successes = successes
        self.trials = trials
        self.level = level
        guard trials > 0 else {
            (rate, low, high) = (nil, 0, 1)
            return
        }
        let count = Double(trials)
        let rate = Double(successes) / count
        let score = Self.normalQuantile((1 + level) / 2)
        let square = score * score
        let scale = 1 / (1 + square / count)
        let middle = (rate + square / (2 * count)) * scale
        let reach = score * (rate * (1 - rate) / count + square / (4 * count * count)).squareRoot() * scale
        self.rate = rate
        // The ends are exact where all or none succeeded; rounding must not move them past.
        low = successes == 0 ? 0 : max(0, middle - reach)
        high = successes == trials ? 1 : min(1, middle + reach)
    }

    /// Where the standard normal distribution reaches `probability` (at least ½), by halving an interval: erfc is in
    /// the C library, its inverse is not.
    private static func normalQuantile(_ probability: Double) -> Double {
        var (low, high) = (0.0, 40.0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if 1 - erfc(middle / 2.0.squareRoot()) / 2 < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

extension SuccessRate: CustomStringConvertible {
    /// `96.0 % (90.2 to 98.4)`.
    public var description: String {
        guard let rate else { return "-" }
        return "\(Self.percent(rate)) % (\(Self.percent(low)) to \(Self.percent(high)))"
    }

    /// One decimal, and 100 without.
    static func percent(_ share: Double) -> String { share == 1 ? "100" : String(format: "%.1f", 100 * share) }
}
