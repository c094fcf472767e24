import Playground
import Testing

@Suite struct PlayClockTests {
    private let start = ContinuousClock.now

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant {
        start.advanced(by: .milliseconds(milliseconds))
    }

    @Test func theFirstStepIsDueAtOnce() {
        let clock = PlayClock(period: .milliseconds(100))
        #expect(clock.due(start) == start)
    }

    @Test func stepsAreDueAPeriodApartThoughEachIsABitLate() {
        var clock = PlayClock(period: .milliseconds(100))
        clock.tick(start)
        for number in 1...10 {
            #expect(clock.due(start) == after(number * 100))
            clock.tick(after(number * 100 + 7))
        }
    }

    @Test func aStepMuchTooLateHurriesNoOther() {
        var clock = PlayClock(period: .milliseconds(100))
        clock.tick(start)
        clock.tick(after(450))
        #expect(clock.due(after(450)) == after(550))
    }

    @Test func twiceTheSpeedIsHalfTheTime() {
        var clock = PlayClock(period: .milliseconds(100))
        clock.speed = 2
        clock.tick(start)
        #expect(clock.due(start) == after(50))
    }

    @Test func theRateIsThatOfTheLastSecond() {
        var clock = PlayClock(period: .milliseconds(100))
        #expect(clock.stepsPerSecond(at: start) == 0)
        for number in 0...30 { clock.tick(after(number * 100)) }
        #expect(abs(clock.stepsPerSecond(at: after(3000)) - 10) < 1e-9)
        // Five steps in the 0.5 s until the next was due, and the 0.4 s since.
        #expect(abs(clock.stepsPerSecond(at: after(3500)) - 5 / 0.9) < 1e-9)
        #expect(clock.stepsPerSecond(at: after(4100)) == 0)
        clock.restart()
        #expect(clock.stepsPerSecond(at: after(3000)) == 0)
    }
}
