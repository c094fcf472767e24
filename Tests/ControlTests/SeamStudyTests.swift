import Control
import Embodiment
import Testing

@Suite struct SeamStudyTests {
    /// Every other round's chunk begins 50 away from the last one's.
    private static func study(_ mode: ControlMode, delay: Int = 2) async throws -> SeamStudyResult {
        let controlled = try ControlledPolicy(ScriptedPolicy(), options: ControlOptions(mode: mode))
        return try await SeamStudy(steps: 20, executedSteps: 4, delay: delay).run(session: SessionID("study")) { step in
            Observation(state: ["arm": Matrix(rows: 1, columns: 1, values: [step % 8 == 0 ? 0 : 50])])
        } reply: {
            try await controlled.getAction($0)
        }
    }

    @Test func chunksAreJoinedWhereTheNewOneIsThere() async throws {
        let result = try await Self.study(.plain)
        #expect(result.seams == [6, 10, 14, 18])
        #expect(result.heldSteps.isEmpty)
        #expect(
            result.actions["arm"]?.values
                == [0, 1, 2, 3, 4, 5, 52, 53, 54, 55, 2, 3, 4, 5, 52, 53, 54, 55, 2, 3])
        let largest = try #require(result.largestSeamJump())
        #expect((largest.group, largest.joint, largest.step, largest.size) == ("arm", 0, 10, 53))
        #expect(result.largestSwitches["arm"]?.size == 54)
        #expect(result.largestJumpWithinChunks(in: "arm")?.size == 1)
        #expect(result.largestSeamJump(in: "hand") == nil)
    }

    @Test func withoutDelayAChunkBeginsAtItsFirstStep() async throws {
        let result = try await Self.study(.plain, delay: 0)
        #expect(result.seams == [4, 8, 12, 16])
        #expect(result.actions["arm"]?.values.prefix(6) == [0, 1, 2, 3, 50, 51])
    }

    @Test func realTimeChunkingSmoothsTheSeams() async throws {
        func size(_ mode: ControlMode) async throws -> Double {
            try #require(try await Self.study(mode).largestSwitches["arm"]).size
        }
        // A step that is held fixed does not move at all; this policy does just what the weights say.
        #expect(try await size(.plain) == 54)
        #expect(try await size(.realTimeChunking(RTCOptions(delay: .fixed(steps: 3)))) < 1e-4)
        #expect(try await size(.realTimeChunking(RTCOptions(delay: .fixed(steps: 2)))) < 54 * 0.7)
    }

    @Test func aRobotWhoseChunkIsUsedUpHoldsStill() async throws {
        let controlled = try ControlledPolicy(ScriptedPolicy(horizon: 2))
        let result = try await SeamStudy(steps: 8, executedSteps: 4, delay: 1).run(session: SessionID("study")) {
            step in
            Observation(state: ["arm": Matrix(rows: 1, columns: 1, values: [Double(step)])])
        } reply: {
            try await controlled.getAction($0)
        }
        #expect(result.actions["arm"]?.values == [0, 1, 1, 1, 1, 5, 5, 5])
        #expect(result.heldSteps == [2, 3, 4, 6, 7])
    }

    @Test func studiesThatCannotBeAreRefused() {
        #expect(throws: ControlError.self) { try SeamStudy(steps: 0, executedSteps: 4, delay: 2) }
        #expect(throws: ControlError.self) { try SeamStudy(steps: 9, executedSteps: 0, delay: 0) }
        #expect(throws: ControlError.self) { try SeamStudy(steps: 9, executedSteps: 4, delay: 4) }
    }
}
