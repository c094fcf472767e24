import Dataset
import Testing

/// The one-frame trap, both ways.
@Suite struct FrameClockTests {
    /// Frames that a player of constant rate shows at j / fps.
    private func playing(at time: Double, _ framesPerSecond: Double) -> Int {
        Int((time * framesPerSecond).rounded(.down))
    }

    @Test func demonstrationDatasetStartsOneFrameLate() throws {
        // (i + 1) x 0.05 s, the 0.05 rounded to 32 bits.
        let times = (0..<416).map { Double($0 + 1) * 0.04999995231628418 }
        let clock = try #require(FrameClock(framesPerSecond: 20, firstTimestamp: times[0]))
        #expect(clock.offset == 1)
        #expect(times.map { clock.frame(at: $0) } == Array(0..<416))
        // "Nearest in time" would give the next frame everywhere.
        #expect(times.enumerated().allSatisfy { Int(($1 * 20).rounded()) == $0 + 1 })
    }

    @Test(arguments: [(20.0, 398), (30, 460), (50, 482)])
    func lerobotStoresTimesAsFloats(framesPerSecond: Double, early: Int) throws {
        let times = (0..<1000).map { Double(Float(Double($0) / framesPerSecond)) }
        let clock = try #require(FrameClock(framesPerSecond: framesPerSecond, firstTimestamp: times[0]))
        #expect(clock.offset == 0)
        #expect(times.map { clock.frame(at: $0) } == Array(0..<1000))
        // "The last frame not after" would give the one before for almost half of the rows.
        let behind = times.indices.filter { playing(at: times[$0], framesPerSecond) == $0 - 1 }
        #expect((behind.count - early).magnitude <= 2)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func refusesTimesThatAreNone(_ time: Double) {
        #expect(FrameClock(framesPerSecond: 20, firstTimestamp: time) == nil)
        #expect(FrameClock(framesPerSecond: 20, firstTimestamp: 0)?.frame(at: time) == nil)
    }
}
