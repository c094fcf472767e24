/// How many lines of a kind may be written: some at once, and then so many each second.
struct LineBudget: Sendable {
    let perSecond: Double
    let burst: Double
    private var left: Double
    private var lastRefill: ContinuousClock.Instant
    private(set) var leftOut = 0

    init(perSecond: Double, burst: Double, now: ContinuousClock.Instant) {
        self.perSecond = perSecond
        self.burst = burst
        left = burst
        lastRefill = now
    }

    /// Whether one more may be written. Where it may, also how many were left out since the last one.
    mutating func spend(now: ContinuousClock.Instant) -> (isAllowed: Bool, leftOut: Int) {
        left = min(burst, left + lastRefill.duration(to: now).seconds * perSecond)
        lastRefill = now
        guard left >= 1 else {
            leftOut += 1
            return (false, 0)
        }
        left -= 1
        defer { leftOut = 0 }
        return (true, leftOut)
    }
}
