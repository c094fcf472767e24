import Embodiment
import Service
import Testing

@Suite struct RequestQueueTests {
    @Test func everyCallerGetsTheAnswerToItsOwnRequest() async throws {
        let queue = RequestQueue(StandInPolicy(), options: .init(), metrics: .init())
        let replies = try await withThrowingTaskGroup(of: (Int, ActionReply).self) { group in
            for number in 0..<200 {
                group.addTask { (number, try await queue.submit(ActionRequest("\(number % 7)", number: number))) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.count == 200)
        #expect(replies.allSatisfy { number, reply in reply.number == number })
        #expect(replies.allSatisfy { _, reply in reply.timing.map(\.stage) == ["queue", "model"] })
    }

    @Test func aSessionsRequestsReachThePolicyInTheirOrder() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        let queue = RequestQueue(policy, options: .init(), metrics: .init())
        let tasks = await queue.lineUp(policy, (0..<20).map { ActionRequest("a", number: $0) })
        gate.fire()
        let replies = try await tasks.values
        #expect(policy.seen.batches == (0..<20).map { [$0] })
        #expect(replies.map(\.round) == Array(1...20))
    }

    @Test func aResetComesAfterTheRequestsBeforeIt() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        let queue = RequestQueue(policy, options: .init(), metrics: .init())
        async let first = queue.submit(ActionRequest("a", number: 1))
        await eventually("the first is being answered") { policy.calls == 1 }
        async let reset: Void = queue.reset(SessionID("a"))
        await eventually("the reset waits") { queue.length == 1 }
        async let second = queue.submit(ActionRequest("a", number: 2))
        await eventually("the second waits") { queue.length == 2 }
        gate.fire()
        #expect(try await first.round == 1)
        try await reset
        #expect(try await second.round == 1)
        #expect(policy.seen.resets == [SessionID("a")])
    }

    @Test func whatGoesBeyondItsLengthIsRefused() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        var options = ServiceOptions()
        options.maxWaiting = 3
        let queue = RequestQueue(policy, options: options, metrics: .init())
        let others = await queue.lineUp(policy, (0..<4).map { ActionRequest("a", number: $0) })
        await #expect(throws: ServiceError.busy(waiting: 3)) { try await queue.submit(ActionRequest("b", number: 9)) }
        gate.fire()
        #expect(try await others.values.map(\.number) == [0, 1, 2, 3])
        #expect(try await queue.submit(ActionRequest("b", number: 9)).number == 9)
    }

    @Test func aRequestThatFailsSpoilsNoOther() async throws {
        let queue = RequestQueue(StandInPolicy(), options: .init(), metrics: .init())
        await #expect(throws: StandInFailure(number: 1)) {
            try await queue.submit(ActionRequest("a", number: 1, fails: true))
        }
        #expect(try await queue.submit(ActionRequest("a", number: 2)).number == 2)
    }

    @Test func aRequestWithoutObservationsOrWithTooManyIsRefused() async throws {
        var options = ServiceOptions()
        options.maxObservations = 2
        let queue = RequestQueue(StandInPolicy(), options: options, metrics: .init())
        await #expect(throws: ServiceError.noObservations) {
            try await queue.submit(ActionRequest(session: SessionID("a"), observations: []))
        }
        await #expect(throws: ServiceError.tooManyObservations(3, limit: 2)) {
            try await queue.submit(
                ActionRequest(session: SessionID("a"), observations: (0..<3).map { Observation(number: $0) }))
        }
    }
}
