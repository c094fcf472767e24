import Control
import Embodiment
import Testing

@Suite struct BatchingTests {
    private static let options = ControlOptions(mode: .realTimeChunking(RTCOptions(delay: .fixed(steps: 1))))

    private static func arms(_ results: [Result<ActionReply, any Error>]) -> [[Double]?] {
        results.map { try? $0.get().arm }
    }

    @Test func clientsShareARunAndGetTheirOwnActions() async throws {
        let policy = ScriptedPolicy(horizon: 2)
        let controlled = try ControlledPolicy(policy, options: Self.options)
        let results = await controlled.getActions((0..<5).map { ActionRequest("\($0)", state: Double(10 * $0)) })
        let expected: [[Double]] = [[0, 1], [10, 11], [20, 21], [30, 31], [40, 41]]
        #expect(Self.arms(results) == expected)
        #expect(policy.calls.count == 1)
    }

    @Test func whoIsFreeAndWhoIsGuidedAreRunApart() async throws {
        let policy = ScriptedPolicy(horizon: 4)
        let controlled = try ControlledPolicy(policy, options: Self.options)
        _ = try await controlled.getAction(ActionRequest("a", state: 100))
        _ = try await controlled.getAction(ActionRequest("b", state: 200))
        let results = await controlled.getActions([
            ActionRequest("new", state: 0), ActionRequest("b", state: 0, executedSteps: 1),
            ActionRequest("a", state: 0, executedSteps: 2),
        ])
        #expect(Self.arms(results).map { $0?.first } == [0, 201, 102])
        #expect(policy.calls.count == 4)
        let guided: Set<Int?> = [nil, 2]
        #expect(Set(policy.calls.suffix(2).map { $0.guidance?.samples.count }) == guided)
    }

    @Test func oneBadRequestDoesNotSpoilTheOthers() async throws {
        let controlled = try ControlledPolicy(ScriptedPolicy(horizon: 2), options: Self.options)
        let results = await controlled.getActions([
            ActionRequest("a", state: 1), ActionRequest("b", state: -7), ActionRequest("c", state: 3),
            ActionRequest(session: SessionID("d"), observations: []),
        ])
        #expect(Self.arms(results) == [[1, 2], nil, [3, 4], nil])
        #expect(throws: ScriptedPolicy.Failure(state: -7)) { try results[1].get() }
        #expect(throws: ControlError.noObservations) { try results[3].get() }
    }

    @Test func requestsOfOneClientAreAnsweredInTheirOrder() async throws {
        let policy = ScriptedPolicy(horizon: 4)
        let controlled = try ControlledPolicy(policy, options: Self.options)
        let results = await controlled.getActions([
            ActionRequest("a", state: 10, executedSteps: 0), ActionRequest("a", state: 20, executedSteps: 1),
            ActionRequest("a", state: 30, executedSteps: 1),
        ])
        let arms = Self.arms(results).compactMap { $0 }
        #expect(arms.count == 3)
        #expect(zip(arms, arms.dropFirst()).allSatisfy { $0[1] == $1[0] }, "each begins with what is left of the last")
        #expect(policy.calls.count == 3)
    }

    @Test func noiseOfOneSizeOnlyIsPutTogether() async throws {
        let policy = ScriptedPolicy(horizon: 2)
        let controlled = try ControlledPolicy(policy, options: Self.options)
        _ = await controlled.getActions([
            ActionRequest("a", state: 1, noise: [1, 2]), ActionRequest("b", state: 2, noise: [3, 4]),
            ActionRequest("c", state: 3, noise: [5]), ActionRequest("d", state: 4, noise: [6, 7, 8]),
            ActionRequest("e", state: 5),
        ])
        let expected: Set<[Float]?> = [[1, 2, 3, 4], [5], [6, 7, 8], nil]
        #expect(Set(policy.calls.map(\.noise)) == expected)
    }

    @Test func manyClientsAtOnceGetTheirOwn() async throws {
        let controlled = try ControlledPolicy(ScriptedPolicy(horizon: 2), options: Self.options)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for client in 0..<64 {
                group.addTask {
                    let request = ActionRequest("\(client)", state: Double(client))
                    return try await controlled.getAction(request).arm == [Double(client), Double(client) + 1]
                }
            }
            for try await isOwn in group { #expect(isOwn) }
        }
    }
}
