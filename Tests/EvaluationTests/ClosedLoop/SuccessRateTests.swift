import Evaluation
import Testing

@Suite struct SuccessRateTests {
    /// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
    /// table I, method 3; the last two from the formula worked out with 30 digits.
    @Test(arguments: [
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0), (96, 100, 0.9016, 0.9843),
    ]) func isWilsons(_ successes: Int, _ trials: Int, _ low: Double, _ high: Double) {
        let rate = SuccessRate(successes, of: trials)
        #expect(abs(rate.low - low) < 6e-5, "\(rate.low)")
        #expect(abs(rate.high - high) < 6e-5, "\(rate.high)")
        #expect(rate.rate == Double(successes) / Double(trials))
    }

    /// z = 2.575829… at 99 %: 5 of 10 give 0.5 ± z √(10 + z²) / (2 (10 + z²)).
    @Test func widensWithTheLevel() {
        let rate = SuccessRate(5, of: 10, level: 0.99)
        #expect(abs(rate.low - 0.1843) < 1e-4, "\(rate.low)")
        #expect(abs(rate.high - 0.8157) < 1e-4, "\(rate.high)")
    }

    @Test func endsAreExactWhereAllOrNoneSucceed() {
        for trials in 1...500 {
            let (none, all) = (SuccessRate(0, of: trials), SuccessRate(trials, of: trials))
            #expect(none.low == 0 && none.high < 1)
            #expect(all.high == 1 && abs(all.low - (1 - none.high)) < 1e-12)
        }
    }

    @Test func withoutTrialsNothingIsKnown() {
        let rate = SuccessRate(0, of: 0)
        #expect(rate.rate == nil)
        #expect((rate.low, rate.high) == (0, 1))
        #expect(rate.description == "-")
    }

    @Test func readsWell() {
        #expect(SuccessRate(96, of: 100).description == "96.0 % (90.2 to 98.4)")
        #expect(SuccessRate(3, of: 3).description == "100 % (43.9 to 100)")
    }

    @Test func callTimesAreMeasurements() {
        let times = CallTimes((1...100).reversed().map(Double.init))
        #expect((times.calls, times.mean, times.median, times.p95, times.maximum) == (100, 50.5, 50, 95, 100))
        let none = CallTimes([])
        #expect((none.calls, none.mean, none.median, none.p95, none.maximum) == (0, 0, 0, 0, 0))
    }
}
