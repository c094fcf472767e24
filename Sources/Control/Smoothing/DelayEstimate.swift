/// How many steps will go by before the next chunk is there: the most of the last few rounds, because a step that is held
/// fixed in vain costs little, and one that is not held jumps.
public struct DelayEstimate: Sendable, Equatable {
    private let capacity: Int
    private var delays: [Int]

    /// - Parameters:
    ///   - initial: steps, until rounds were measured.
    ///   - window: rounds that count; the paper's robot uses 10.
    /// - Throws: ``ControlError/badOption(name:value:allowed:)`` unless `initial` is from 0 to 10,000 and `window` from 1 to 1000.
    public init(initial: Int = 0, window: Int = 10) throws(ControlError) {
        guard (0...10_000).contains(initial) else {
            throw .badOption(name: "the initial delay", value: "\(initial)", allowed: "0 to 10000 steps")
        }
        guard (1...1000).contains(window) else {
            throw .badOption(name: "the delay's window", value: "\(window)", allowed: "1 to 1000 rounds")
        }
        capacity = window
        delays = [initial]
    }

    /// Steps.
    public var steps: Int { delays.max() ?? 0 }

    /// Adds a round that took `duration` from its observation to its chunk. A step that it only began counts as a whole one.
    public mutating func record(_ duration: Duration, at rate: ControlRate) {
        record(steps: rate.startedSteps(in: duration, atMost: 1_000_000))
    }

    /// Adds a round of so many steps.
    public mutating func record(steps: Int) {
        delays.append(steps)
        if delays.count > capacity { delays.removeFirst(delays.count - capacity) }
    }
}
