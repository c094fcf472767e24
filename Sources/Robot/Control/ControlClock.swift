/// The time that a control loop goes by: the machine's, or a test's.
public struct ControlClock: Sendable {
    /// Time since any fixed moment.
    public let now: @Sendable () -> Duration
    /// Returns at the given time, or at once when that is past.
    public let sleep: @Sendable (_ until: Duration) async -> Void

    public init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (_ until: Duration) async -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// Goes on evenly, also while the machine's date is set.
    public static var continuous: ControlClock {
        let start = ContinuousClock.now
        return ControlClock(
            now: { .now - start },
            sleep: { try? await Task.sleep(until: start + $0, tolerance: .zero, clock: .continuous) })
    }
}

/// The deadlines of steps at a fixed rate: each counts from the first, so that delays do not add up.
struct StepPacer {
    private let period: Duration
    /// When the present step is over.
    private(set) var deadline: Duration

    /// The first step begins at `start`.
    init(period: Duration, start: Duration) {
        self.period = period
        deadline = start + period
    }

    /// The next step begins.
    ///
    /// - Returns: by how much the last one took too long. What is missed by a whole step is not made up for: the robot
    ///   would get several goals at once.
    mutating func finishStep(at now: Duration) -> Duration {
        let lateness = max(.zero, now - deadline)
        deadline += period + (lateness >= period ? lateness : .zero)
        return lateness
    }
}
