import Robot
import Synchronization

/// Time that passes only when somebody sleeps, or when a test says so.
final class ManualClock: Sendable {
    private let time = Mutex(Duration.zero)

    var now: Duration { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 += duration } }

    var control: ControlClock {
        ControlClock(
            now: { self.now },
            sleep: { until in
                self.time.withLock { $0 = max($0, until) }
                // The tasks beside get their turn.
                await Task.yield()
            })
    }
}
