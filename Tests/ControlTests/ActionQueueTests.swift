import Control
import Embodiment
import Testing

@Suite struct ActionQueueTests {
    private static func chunk(_ values: [Double]) -> ActionChunk {
        ActionChunk(actions: ["arm": Matrix(rows: values.count, columns: 1, values: values)])
    }

    @Test func aNewChunkGoesOnAtTheStepThatIsDue() throws {
        var queue = ActionQueue()
        #expect(queue.next() == nil)
        try queue.replace(with: Self.chunk([0, 1, 2, 3]))
        #expect(queue.next() == ["arm": [0]])
        #expect(queue.next() == ["arm": [1]])
        #expect((queue.executedSteps, queue.remaining) == (2, 2))
        try queue.replace(with: Self.chunk([10, 11, 12, 13]), elapsed: 2)
        #expect(queue.next() == ["arm": [12]])
        #expect(queue.executedSteps == 3)
        #expect(queue.next() == ["arm": [13]])
        #expect(queue.next() == nil)
        #expect(queue.executedSteps == 4)
    }

    @Test func aLimitEndsTheChunkSooner() throws {
        var queue = ActionQueue()
        try queue.replace(with: Self.chunk([0, 1, 2, 3]), limit: 1)
        #expect(queue.next() == ["arm": [0]])
        #expect(queue.next() == nil)
        try queue.replace(with: Self.chunk([0, 1]), elapsed: 9, limit: 7)
        #expect((queue.next(), queue.remaining) == (nil, 0))
    }

    @Test func aChunkThatIsNoneLeavesTheQueueAsItWas() throws {
        var queue = ActionQueue()
        try queue.replace(with: Self.chunk([5]))
        for rows in [["arm": 2, "hand": 3], ["arm": 0], [:]] {
            let chunk = ActionChunk(actions: rows.mapValues { Matrix(rows: $0, columns: 1) })
            #expect(throws: ControlError.unevenChunk(rows)) { try queue.replace(with: chunk) }
        }
        #expect(queue.next() == ["arm": [5]])
    }
}
