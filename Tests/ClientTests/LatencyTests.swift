import Client
import Testing

@Suite struct LatencyTests {
    @Test func quantilesAreNearestRanks() {
        let statistics = LatencyStatistics((1...100).reversed().map(Double.init))
        #expect(statistics.count == 100)
        #expect(statistics.minimum == 1)
        #expect(statistics.median == 50)
        #expect(statistics.p90 == 90)
        #expect(statistics.p99 == 99)
        #expect(statistics.maximum == 100)
        #expect(statistics.mean == 50.5)
    }

    @Test func oneAnswerIsEveryQuantile() {
        let statistics = LatencyStatistics([0.25])
        let times = [statistics.minimum, statistics.median, statistics.p90, statistics.p99, statistics.maximum]
        #expect(times.allSatisfy { $0 == 0.25 })
        #expect(statistics.mean == 0.25)
    }

    @Test func noAnswerIsNoTime() {
        let statistics = LatencyStatistics([])
        #expect(statistics.count == 0)
        #expect(statistics.p99 == 0)
        #expect(statistics.histogram.buckets.isEmpty)
    }

    @Test func everyAnswerIsInItsBucket() {
        let seconds = (0..<2000).map { 1e-6 * Double($0 * $0 + 1) } + [0.002, 0.001, 0.004, 1e-12, 1e12]
        let buckets = LatencyStatistics(seconds).histogram.buckets
        for bucket in buckets.dropFirst().dropLast() {
            let inside = seconds.count { 1000 * $0 > bucket.above && 1000 * $0 <= bucket.upTo }
            #expect(bucket.count == inside, "\(bucket)")
        }
        #expect(buckets.reduce(0) { $0 + $1.count } == seconds.count)
        for (bucket, next) in zip(buckets, buckets.dropFirst()) { #expect(bucket.upTo == next.above) }
    }

    @Test func noiseIsStandardNormalAndRepeats() {
        var (first, again, other) = (StandardNormal(seed: 7), StandardNormal(seed: 7), StandardNormal(seed: 8))
        let numbers = first.numbers(20_001).map(Double.init)
        #expect(numbers.count == 20_001)
        #expect(numbers == again.numbers(20_001).map(Double.init))
        #expect(numbers != other.numbers(20_001).map(Double.init))
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
        #expect(abs(mean) < 0.03)
        #expect(abs(variance - 1) < 0.05)
        #expect(numbers.count { abs($0) > 1.96 } > 800)
        #expect(numbers.count { abs($0) > 1.96 } < 1200)
    }
}
