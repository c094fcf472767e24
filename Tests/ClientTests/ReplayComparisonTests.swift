import Client
import Embodiment
import Testing

@Suite struct ReplayComparisonTests {
    private struct Known: BasePolicy {
        let chunk: ActionChunk
        let modalityConfigs: [String: ModalityConfig] = [:]
        func getAction(_ observation: Observation) -> ActionChunk { chunk }
    }

    private static func chunk(_ values: [Double], columns: Int = 2, name: String = "arm") -> ActionChunk {
        ActionChunk(actions: [name: Matrix(rows: values.count / columns, columns: columns, values: values)])
    }

    @Test func differencesAreOverAllStepsPerJoint() async throws {
        var comparison = ReplayComparison()
        let expected = Self.chunk([0, 0, 0, 0])
        try await comparison.compare(
            Known(chunk: Self.chunk([1, 0, -3, 0])), on: Observation(), expecting: expected, at: "step 0")
        try await comparison.compare(Known(chunk: expected), on: Observation(), expecting: expected, at: "step 16")
        let report = comparison.report
        #expect(report.chunks == 2)
        #expect(report.identicalChunks == 1)
        #expect(report.maximum == 3)
        let difference = try #require(report.groups.first?.difference)
        #expect(difference.joints.map(\.maximum) == [3, 0])
        #expect(difference.joints.map(\.mean) == [1, 0])
        #expect(difference.joints.map(\.place) == ["step 0, action 1", nil])
        #expect(difference.mean == 0.5)
        #expect(difference.steps == 4)
        #expect(report.latency.count == 2)
    }

    @Test func aRecordingMayEndWithinAChunk() throws {
        var comparison = ReplayComparison()
        try comparison.add(Self.chunk([1, 2, 3, 4, 5, 6]), expecting: Self.chunk([1, 2]), at: "the end", seconds: 1)
        #expect(comparison.report.maximum == 0)
        #expect(comparison.report.groups.first?.difference.steps == 1)
        #expect(comparison.report.identicalChunks == 0)
    }

    @Test func chunksOfOtherRobotsAreRefusedAndDoNotCount() throws {
        var comparison = ReplayComparison()
        try comparison.add(Self.chunk([1, 2]), expecting: Self.chunk([1, 3]), at: "a", seconds: 1)
        let before = comparison.report
        #expect(throws: ReplayError.otherGroups(actual: ["leg"], expected: ["arm"], place: "b")) {
            try comparison.add(Self.chunk([1, 2], name: "leg"), expecting: Self.chunk([1, 2]), at: "b", seconds: 1)
        }
        #expect(throws: ReplayError.otherWidth("arm", actual: 2, expected: 1, place: "c")) {
            try comparison.add(Self.chunk([1, 2]), expecting: Self.chunk([1, 2], columns: 1), at: "c", seconds: 1)
        }
        #expect(throws: ReplayError.otherWidth("arm", actual: 1, expected: 1, place: "d")) {
            let narrow = Self.chunk([1, 2], columns: 1)
            try comparison.add(narrow, expecting: narrow, at: "d", seconds: 1)
        }
        #expect(throws: ReplayError.notFinite("arm", place: "e")) {
            try comparison.add(Self.chunk([1, .nan]), expecting: Self.chunk([1, 2]), at: "e", seconds: 1)
        }
        #expect(comparison.report == before)
    }
}
