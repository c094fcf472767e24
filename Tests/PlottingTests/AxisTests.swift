import Plotting
import Testing

private struct Case: Sendable {
    let range: ClosedRange<Double>
    let labels: [String]
}

@Suite("Axes") struct AxisTests {
    @Test(arguments: [
        Case(range: 0...1, labels: ["0.0", "0.5", "1.0"]),
        Case(range: -1...1, labels: ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
        Case(range: 0...20_000, labels: ["0", "5k", "10k", "15k", "20k"]),
        Case(range: 0...1e-4, labels: ["0", "5e-5", "1e-4"]),
        Case(range: -0.012...0.034, labels: ["−0.01", "0.00", "0.01", "0.02", "0.03"]),
        Case(range: 0...3e12, labels: ["0", "1e12", "2e12", "3e12"]),
    ])
    fileprivate func ticksAreRoundNumbers(_ expected: Case) {
        #expect(Axis(expected.range, .linear, ticks: 4).ticks.map(\.label) == expected.labels)
    }

    @Test(arguments: [1, 2, 3, 5, 8, 20], [1e-12, 3.7e-5, 0.9, 42, 8.1e6, 2e15, 1e299])
    func ticksAreFewAndTellApart(count: Int, scale: Double) {
        for range in [0...scale, -scale...scale * 0.3, scale...scale * 1.01, scale...scale * 1000] {
            let ticks = Axis(range, .linear, ticks: count).ticks
            #expect(ticks.count <= count + 1)
            #expect(Set(ticks.map(\.label)).count == ticks.count, "\(range): \(ticks.map(\.label))")
            for tick in ticks {
                #expect(tick.value >= range.lowerBound - scale * 1e-6 && tick.value <= range.upperBound * 1.000_001)
            }
        }
    }

    @Test func logarithmicTicksArePowers() {
        #expect(Axis(1e-4...1, .logarithmic, ticks: 5).ticks.map(\.label) == ["1e-4", "1e-3", "0.01", "0.1", "1"])
        #expect(Axis(0.02...0.9, .logarithmic, ticks: 6).ticks.map(\.label) == ["0.02", "0.05", "0.1", "0.2", "0.5"])
        #expect(Axis(1e-200...1e200, .logarithmic, ticks: 5).ticks.count <= 6)
        #expect(Axis(2.1...2.4, .logarithmic, ticks: 4).ticks.count >= 2)
        #expect(Axis(0.01...1, .logarithmic, ticks: 4).fraction(0.1) == 0.5)
        #expect(Axis(0.01...1, .logarithmic, ticks: 4).fraction(0) == nil)
    }

    @Test func rangesAreNeverEmpty() {
        #expect(Axis.range(of: [], .linear, padding: 0) == 0...1)
        #expect(Axis.range(of: [.nan, .infinity], .linear, padding: 0.1) == 0...1)
        #expect(Axis.range(of: [0, 10], .linear, padding: 0.1) == -1...11)
        for values in [[0.25, 0.25], [0], [-3e9], [1e15, 1e15 + 1], [1e299, -1e299]] as [[Double]] {
            let range = Axis.range(of: values, .linear, padding: 0.05)
            #expect(range.upperBound > range.lowerBound && range.upperBound.isFinite)
            #expect(!Axis(range, .linear, ticks: 4).ticks.isEmpty)
        }
        let positive = Axis.range(of: [-1, 0, 0.5], .logarithmic, padding: 0.05)
        #expect(positive.lowerBound > 0 && positive.contains(0.5))
    }

    @Test func momentsKeepTheDigitsThatMatter() {
        #expect(TickLabels.moments([0, 3.8, 7.6]) == ["0.0", "3.8", "7.6"])
        #expect(TickLabels.moments([0, 0.05, 0.1]) == ["0.00", "0.05", "0.10"])
        #expect(TickLabels.moments([0, 100, 200]) == ["0", "100", "200"])
        #expect(TickLabels.moments([2.5]) == ["2.5"])
        #expect(TickLabels.moments([]) == [])
    }
}
