import Control
import Testing

@Suite struct TimingTests {
    @Test func aDelayIsTheLongestOfTheLastRounds() throws {
        let rate = try ControlRate(hertz: 50)
        var delay = try DelayEstimate(initial: 3, window: 2)
        #expect(delay.steps == 3)
        delay.record(.milliseconds(81), at: rate)
        #expect(delay.steps == 5)
        delay.record(.milliseconds(40), at: rate)
        #expect(delay.steps == 5)
        delay.record(.milliseconds(0), at: rate)
        #expect(delay.steps == 2)
        delay.record(.seconds(1_000_000_000_000), at: rate)
        #expect(delay.steps == 1_000_000)
    }

    @Test func whatIsNoDelayIsRefused() {
        #expect(throws: ControlError.self) { try DelayEstimate(initial: -1) }
        #expect(throws: ControlError.self) { try DelayEstimate(window: 0) }
    }

    @Test(arguments: [0, -1, .nan, .infinity, 1e9])
    func aRateThatCannotBeIsRefused(hertz: Double) {
        #expect(throws: ControlError.self) { try ControlRate(hertz: hertz) }
    }

    @Test func stepsAreRoundedOrStarted() throws {
        let rate = try ControlRate(hertz: 30)
        #expect(rate.startedSteps(in: .seconds(4.0 / 30), atMost: 16) == 4)
        #expect(rate.startedSteps(in: .milliseconds(134), atMost: 16) == 5)
        #expect(rate.steps(in: .milliseconds(134), atMost: 16) == 4)
        #expect(rate.steps(in: .milliseconds(-134), atMost: 16) == 0)
        #expect(rate.steps(in: .seconds(1_000_000_000_000_000), atMost: 16) == 16)
    }
}
