import Control
import Robot
import Testing

/// Algorithm 1 of real-time chunking, step by step.
@Suite struct RunningChunkTests {
    private static func rows(_ range: Range<Int>) -> [[Double]] { range.map { [Double($0)] } }

    @Test func aNewChunkGoesOnWhereTheOldOneIs() throws {
        var chunk = RunningChunk(Self.rows(0..<16), minimumSteps: 4, delay: try DelayEstimate(initial: 2, window: 3))
        #expect(!chunk.shouldAsk)
        #expect((0..<4).map { _ in chunk.next() } == Self.rows(0..<4))
        #expect(chunk.shouldAsk)
        #expect(chunk.ask() == 4)
        #expect(!chunk.shouldAsk)
        #expect((0..<3).map { _ in chunk.next() } == Self.rows(4..<7))
        #expect(try chunk.replace(with: Self.rows(100..<116)) == 3)
        #expect(chunk.executed == 3 && !chunk.shouldAsk && chunk.expectedDelay == 3)
        #expect(chunk.next() == [103])
        #expect(chunk.shouldAsk)
        #expect(chunk.ask() == 4)
    }

    /// The longest of the last delays is expected; a slow policy is asked earlier.
    @Test func longDelaysMakeItAskEarlier() throws {
        var chunk = RunningChunk(Self.rows(0..<16), minimumSteps: 12, delay: try DelayEstimate(initial: 0, window: 2))
        var asked: [Int] = []
        for delay in [10, 1, 1, 1] {
            while !chunk.shouldAsk { _ = chunk.next() }
            asked.append(chunk.ask())
            for _ in 0..<delay { _ = chunk.next() }
            #expect(try chunk.replace(with: Self.rows(0..<16)) == delay)
        }
        while !chunk.shouldAsk { _ = chunk.next() }
        // After a delay of 10 four actions are left when the chunk comes: it asks 10 before the end, if it can.
        #expect(asked == [12, 6, 6, 12] && chunk.ask() == 12)
    }

    @Test func waitingDoesNotUseUpTheNewChunk() throws {
        var chunk = RunningChunk(Self.rows(0..<5), minimumSteps: 4, delay: try DelayEstimate(initial: 1, window: 2))
        for _ in 0..<4 { _ = chunk.next() }
        #expect(chunk.ask() == 4)
        #expect((0..<6).map { _ in chunk.next() } == [[4], nil, nil, nil, nil, nil])
        #expect(chunk.isSpent)
        #expect(try chunk.replace(with: Self.rows(100..<105)) == 6)
        #expect(chunk.next() == [101])
    }

    @Test func aChunkOfWhichNothingIsLeftIsRefused() throws {
        var chunk = RunningChunk(Self.rows(0..<16), minimumSteps: 1, delay: try DelayEstimate(initial: 0, window: 2))
        _ = chunk.next()
        _ = chunk.ask()
        for _ in 0..<5 { _ = chunk.next() }
        #expect(throws: ControlLoopError.chunkTooLate(delay: 5, horizon: 5)) {
            try chunk.replace(with: Self.rows(0..<5))
        }
        #expect(chunk.next() == [6], "the old chunk goes on")
        #expect(chunk.shouldAsk)
    }
}
