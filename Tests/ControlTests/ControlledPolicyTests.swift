import Control
import Embodiment
import Testing

@Suite struct ControlledPolicyTests {
    private static let chunking = ControlMode.realTimeChunking(RTCOptions(delay: .fixed(steps: 2)))

    @Test func aPlainPolicyAnswersEveryRoundAlike() async throws {
        let controlled = try ControlledPolicy(ScriptedPolicy(horizon: 4))
        for state in [1.0, 5, 1] {
            let reply = try await controlled.getAction(ActionRequest("a", state: state))
            #expect(reply.arm == [state, state + 1, state + 2, state + 3])
            #expect(reply.timing == [StageTime("backbone", milliseconds: 2)])
            #expect(reply.notices.isEmpty)
        }
    }

    @Test func aChunkFollowsWhatIsLeftOfTheLast() async throws {
        let policy = ScriptedPolicy()
        let controlled = try ControlledPolicy(policy, options: ControlOptions(mode: Self.chunking))
        let first = try await controlled.getAction(ActionRequest("a", state: 100)).arm
        let second = try await controlled.getAction(ActionRequest("a", state: 0, executedSteps: 3)).arm
        #expect(Array(second.prefix(2)) == Array(first[3..<5]))
        #expect(Array(second.suffix(3)) == [5, 6, 7])
        let calls = policy.calls
        #expect(calls.map { $0.guidance == nil } == [true, false])
        let sample = try #require(calls[1].guidance?.samples[0])
        #expect(sample.previous.values == [103, 104, 105, 106, 107, 0, 0, 0])
        #expect(sample.weights == SoftMask.exponential.weights(horizon: 8, delay: 2, executed: 3))
    }

    @Test func executedStepsAreReckonedFromTheTime() async throws {
        let (policy, clock) = (ScriptedPolicy(), TestClock())
        let options = ControlOptions(mode: Self.chunking, rate: try ControlRate(hertz: 10))
        let controlled = try ControlledPolicy(policy, options: options) { clock.now }
        for wait in [0, 304, 4000] {
            clock.advance(by: .milliseconds(wait))
            _ = try await controlled.getAction(ActionRequest("a", state: 100))
        }
        let guidance = policy.calls.map(\.guidance)
        #expect(guidance[0] == nil)
        #expect(guidance[1]?.samples[0]?.previous.values.first == 103)
        #expect(guidance[2] == nil, "the chunk was used up")
    }

    @Test func notMoreStepsAreReckonedThanWereSent() async throws {
        let (policy, clock) = (ScriptedPolicy(), TestClock())
        let options = ControlOptions(mode: Self.chunking, rate: try ControlRate(hertz: 10), actionHorizon: 5)
        let controlled = try ControlledPolicy(policy, options: options) { clock.now }
        for _ in 0..<2 {
            _ = try await controlled.getAction(ActionRequest("a", state: 100))
            clock.advance(by: .seconds(3))
        }
        #expect(policy.calls[1].guidance?.samples[0]?.previous.values.first == 105)
    }

    @Test func theDelayIsMeasured() async throws {
        let clock = TestClock()
        let policy = ScriptedPolicy { clock.advance(by: .milliseconds(150)) }
        let options = ControlOptions(mode: .realTimeChunking(RTCOptions()), rate: try ControlRate(hertz: 20))
        let controlled = try ControlledPolicy(policy, options: options) { clock.now }
        for _ in 0..<2 { _ = try await controlled.getAction(ActionRequest("a", state: 1, executedSteps: 4)) }
        #expect(
            policy.calls[1].guidance?.samples[0]?.weights
                == SoftMask.exponential.weights(horizon: 8, delay: 3, executed: 4))
    }

    @Test func theTimeInTheQueueIsPartOfTheDelay() async throws {
        let clock = TestClock()
        let policy = ScriptedPolicy { clock.advance(by: .milliseconds(150)) }
        let options = ControlOptions(mode: .realTimeChunking(RTCOptions()), rate: try ControlRate(hertz: 20))
        let controlled = try ControlledPolicy(policy, options: options) { clock.now }
        for _ in 0..<2 {
            var request = ActionRequest("a", state: 1, executedSteps: 2)
            request.arrival = clock.now
            clock.advance(by: .milliseconds(100))
            _ = try await controlled.getAction(request)
        }
        #expect(
            policy.calls[1].guidance?.samples[0]?.weights
                == SoftMask.exponential.weights(horizon: 8, delay: 5, executed: 2))
    }

    @Test func clientsAreKeptApartAndAResetForgets() async throws {
        let policy = ScriptedPolicy()
        let controlled = try ControlledPolicy(policy, options: ControlOptions(mode: Self.chunking))
        _ = try await controlled.getAction(ActionRequest("a", state: 100))
        #expect(try await controlled.getAction(ActionRequest("b", state: 1)).arm == [1, 2, 3, 4, 5, 6, 7, 8])
        await controlled.reset(SessionID("a"))
        #expect(await controlled.sessionCount == 1)
        #expect(
            try await controlled.getAction(ActionRequest("a", state: 1, executedSteps: 1)).arm
                == [1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test func aResetDuringARoundIsNotUndone() async throws {
        let controlled = Later<ControlledPolicy>()
        let policy = ScriptedPolicy { await controlled.value?.reset(SessionID("a")) }
        controlled.value = try ControlledPolicy(policy, options: ControlOptions(mode: Self.chunking))
        for _ in 0..<2 {
            _ = try await controlled.value?.getAction(ActionRequest("a", state: 100, executedSteps: 1))
        }
        #expect(policy.calls.map { $0.guidance == nil } == [true, true])
        #expect(await controlled.value?.sessionCount == 0)
    }

    @Test func sessionsAreBoundedAndForgottenWhenIdle() async throws {
        let clock = TestClock()
        let options = ControlOptions(mode: Self.chunking, maximumSessions: 3, idleTime: .seconds(60))
        let controlled = try ControlledPolicy(ScriptedPolicy(), options: options) { clock.now }
        for client in 0..<50 {
            clock.advance(by: .milliseconds(1))
            _ = try await controlled.getAction(ActionRequest("\(client)", state: 0))
            #expect(await controlled.sessionCount <= 3)
        }
        clock.advance(by: .seconds(61))
        _ = try await controlled.getAction(ActionRequest("last", state: 0))
        #expect(await controlled.sessionCount == 1)
    }

    @Test func anEnsembleAveragesWhatOverlaps() async throws {
        let options = ControlOptions(mode: .ensemble(decay: 0))
        let controlled = try ControlledPolicy(ScriptedPolicy(horizon: 3), options: options)
        #expect(try await controlled.getAction(ActionRequest("a", state: 0)).arm == [0, 1, 2])
        #expect(try await controlled.getAction(ActionRequest("a", state: 11, executedSteps: 1)).arm == [6, 7, 13])
        #expect(try await controlled.getAction(ActionRequest("a", state: 20, executedSteps: 3)).arm == [20, 21, 22])
    }

    @Test func limitsAreKeptFromChunkToChunk() async throws {
        let options = ControlOptions(
            rate: try ControlRate(hertz: 1), limits: ["arm": JointGroupLimits(maximum: [50], maximumVelocity: [2])])
        let controlled = try ControlledPolicy(ScriptedPolicy(horizon: 3), options: options)
        let first = try await controlled.getAction(ActionRequest("a", state: 10))
        #expect((first.arm, first.notices) == ([10, 11, 12], []))
        let second = try await controlled.getAction(ActionRequest("a", state: 20, executedSteps: 3))
        #expect(second.arm == [14, 16, 18])
        #expect(
            second.notices == [
                "action.arm, joint 0: 3 steps beyond the maximum velocity 2 per second by up to 6, clipped"
            ])
    }

    @Test func aClientThatDoesNotSayHowFarItCameIsLimitedFromWhereItIs() async throws {
        let options = ControlOptions(
            rate: try ControlRate(hertz: 1), limits: ["arm": JointGroupLimits(maximumVelocity: [2])])
        let controlled = try ControlledPolicy(ScriptedPolicy(horizon: 3), options: options)
        for state in [10.0, 40] {
            #expect(
                try await controlled.getAction(ActionRequest("a", state: state)).arm == [state, state + 1, state + 2])
        }
    }

    @Test func theActionHorizonCutsWhatIsSentAndNotWhatGuides() async throws {
        let policy = ScriptedPolicy()
        let options = ControlOptions(mode: Self.chunking, actionHorizon: 3)
        let controlled = try ControlledPolicy(policy, options: options)
        #expect(try await controlled.getAction(ActionRequest("a", state: 100)).arm == [100, 101, 102])
        _ = try await controlled.getAction(ActionRequest("a", state: 0, executedSteps: 3))
        #expect(policy.calls[1].guidance?.samples[0]?.previous.values.prefix(2) == [103, 104])
    }

    @Test func aRefusedRoundChangesNothing() async throws {
        let policy = ScriptedPolicy()
        let options = ControlOptions(
            mode: Self.chunking, limits: ["arm": JointGroupLimits(maximum: [150])], isStrict: true)
        let controlled = try ControlledPolicy(policy, options: options)
        _ = try await controlled.getAction(ActionRequest("a", state: 100))
        await #expect(throws: ControlError.self) {
            try await controlled.getAction(ActionRequest("a", state: 1000, executedSteps: 3))
        }
        await #expect(throws: ControlError.negativeExecutedSteps(-1)) {
            try await controlled.getAction(ActionRequest("a", state: 1, executedSteps: -1))
        }
        _ = try await controlled.getAction(ActionRequest("a", state: 100, executedSteps: 5))
        #expect(policy.calls.last?.guidance?.samples[0]?.previous.values.first == 105)
    }

    @Test(arguments: [
        ControlOptions(actionHorizon: 0), ControlOptions(maximumSessions: 0), ControlOptions(idleTime: .zero),
        ControlOptions(mode: .ensemble(decay: .nan)), ControlOptions(limits: ["arm": JointGroupLimits()]),
        ControlOptions(mode: .realTimeChunking(RTCOptions(maximumWeight: -1))),
        ControlOptions(mode: .realTimeChunking(RTCOptions(delay: .fixed(steps: -1)))),
    ])
    func optionsThatCannotBeAreRefused(options: ControlOptions) {
        #expect(throws: ControlError.self) { try ControlledPolicy(ScriptedPolicy(), options: options) }
    }
}
