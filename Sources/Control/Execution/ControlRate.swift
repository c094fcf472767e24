/// How often a robot is given a new target.
public struct ControlRate: Sendable, Equatable {
    /// Targets per second.
    public let hertz: Double

    /// - Throws: ``ControlError/badOption(name:value:allowed:)`` unless 0.01 ≤ `hertz` ≤ 10,000.
    public init(hertz: Double) throws(ControlError) {
        guard (0.01...10_000).contains(hertz) else {
            throw .badOption(name: "control-hz", value: "\(hertz)", allowed: "a number from 0.01 to 10000")
        }
        self.hertz = hertz
    }

    private init(known hertz: Double) { self.hertz = hertz }

    /// 20 targets per second: the pace of the reference's robot loops.
    public static let usual = ControlRate(known: 20)

    /// Δt: from one target to the next.
    public var period: Duration { .seconds(1 / hertz) }

    /// Periods in `duration`, at least 0, rounded to the nearest; at most `limit`.
    public func steps(in duration: Duration, atMost limit: Int) -> Int { whole((duration / period).rounded(), limit) }

    /// Periods that `duration` reaches into, at least 0; at most `limit`.
    public func startedSteps(in duration: Duration, atMost limit: Int) -> Int {
        // What is over a whole number by rounding alone starts no step.
        whole((duration / period - 1e-6).rounded(.up), limit)
    }

    private func whole(_ steps: Double, _ limit: Int) -> Int { Int(min(max(steps, 0), Double(max(limit, 0)))) }
}
