/// When the next control step is due, and how many there have been lately.
package struct PlayClock: Sendable {
    package typealias Instant = ContinuousClock.Instant

    /// Times real time.
    package var speed = 1.0
    private let period: Duration
    private var last: Instant?
    private var recent: [Instant] = []

    /// - Parameter period: of a control step at real time.
    package init(period: Duration) { self.period = period }

    /// A moment that has passed where nothing has kept it.
    package func due(_ now: Instant) -> Instant { last.map { $0.advanced(by: period / speed) } ?? now }

    /// A control step has been made. One that came late does not hurry those after it, for a robot would not either.
    package mutating func tick(_ now: Instant) {
        let due = due(now)
        last = due.duration(to: now) < period / speed ? due : now
        recent.append(now)
        recent.removeAll { $0.duration(to: now) > .seconds(1) }
    }

    /// Nothing has been due for a while: the next step is due at once.
    package mutating func restart() {
        last = nil
        recent = []
    }

    /// In the last second, or in as much of it as there have been any.
    package func stepsPerSecond(at now: Instant) -> Double {
        let lately = recent.filter { $0.duration(to: now) <= .seconds(1) }
        guard let first = lately.first, let last = lately.last, lately.count > 1 else { return 0 }
        // To the last one, or, where the next is late, to when that was due.
        let span = max(first.duration(to: last), first.duration(to: now) - period / speed)
        return Double(lately.count - 1) / (span / .seconds(1))
    }
}
