import Embodiment
import Service
import Testing

@Suite struct RequestBatchTests {
    /// A queue whose policy is held up by a first request, number 0 of session `first`.
    private func answers(
        to requests: [ActionRequest], maxBatch: Int, canBatch: Bool = true
    ) async throws -> (batches: [[Int]], replies: [ActionReply]) {
        let gate = Signal()
        let policy = StandInPolicy(canBatch: canBatch, gate: gate)
        var options = ServiceOptions()
        options.maxBatch = maxBatch
        let queue = RequestQueue(policy, options: options, metrics: .init())
        let all = [ActionRequest("first", number: 0)] + requests
        let tasks = await queue.lineUp(policy, all)
        gate.fire()
        let replies = try await tasks.values
        return (Array(policy.seen.batches.dropFirst()), Array(replies.dropFirst()))
    }

    @Test func equalShapesOfDifferentSessionsAreAnsweredTogether() async throws {
        let requests = (1...6).map { ActionRequest("\($0)", number: $0) }
        let (batches, replies) = try await answers(to: requests, maxBatch: 4)
        #expect(batches == [[1, 2, 3, 4], [5, 6]])
        #expect(replies.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(replies.map(\.batch) == [4, 4, 4, 4, 2, 2])
    }

    @Test func differentShapesAreNeverMixed() async throws {
        let requests = (1...8).map { ActionRequest("\($0)", number: $0, width: $0 % 2 == 0 ? 3 : 4) }
        let (batches, replies) = try await answers(to: requests, maxBatch: 8)
        #expect(batches == [[1, 3, 5, 7], [2, 4, 6, 8]])
        #expect(replies.map(\.number) == Array(1...8))
    }

    @Test func noRequestOvertakesAnEarlierOneOfItsSession() async throws {
        let requests = [
            ActionRequest("a", number: 1), ActionRequest("b", number: 2, width: 4), ActionRequest("a", number: 3),
            ActionRequest("b", number: 4), ActionRequest("c", number: 5),
        ]
        let (batches, replies) = try await answers(to: requests, maxBatch: 8)
        #expect(batches == [[1, 5], [2], [3, 4]])
        #expect(replies.map(\.number) == [1, 2, 3, 4, 5])
    }

    @Test func requestsOfSeveralObservationsCountAsSuch() async throws {
        let requests = (1...3).map { number in
            ActionRequest(
                session: SessionID("\(number)"),
                observations: [Observation(number: number), Observation(number: number)])
        }
        let (batches, _) = try await answers(to: requests, maxBatch: 4)
        #expect(batches == [[1, 2], [3]])
    }

    @Test func requestsWithNoiseOfTheirOwnAreNotMixedWithThoseWithout() async throws {
        var requests = (1...4).map { ActionRequest("\($0)", number: $0) }
        requests[1].noise = [0.5, -0.5]
        requests[3].noise = [1, 2]
        let (batches, _) = try await answers(to: requests, maxBatch: 4)
        #expect(batches == [[1, 3], [2, 4]])
    }

    @Test func aPolicyThatCannotBatchIsAskedOneByOne() async throws {
        let requests = (1...3).map { ActionRequest("\($0)", number: $0) }
        let (batches, _) = try await answers(to: requests, maxBatch: 4, canBatch: false)
        #expect(batches == [[1], [2], [3]])
    }

    @Test func oneFailureInABatchIsOneCallers() async throws {
        let gate = Signal()
        let policy = StandInPolicy(canBatch: true, gate: gate)
        var options = ServiceOptions()
        options.maxBatch = 8
        let queue = RequestQueue(policy, options: options, metrics: .init())
        let first = Task { try await queue.submit(ActionRequest("first", number: 0)) }
        await eventually("the first is being answered") { policy.calls == 1 }
        let tasks = (1...3).map { number in
            Task { try await queue.submit(ActionRequest("\(number)", number: number, fails: number == 2)) }
        }
        await eventually("three wait") { queue.length == 3 }
        gate.fire()
        _ = try await first.value
        #expect(try await tasks[0].value.number == 1)
        await #expect(throws: StandInFailure(number: 2)) { try await tasks[1].value }
        #expect(try await tasks[2].value.number == 3)
        #expect(policy.calls == 2)
    }

    @Test func aPolicyThatAnswersTooFewIsReported() async throws {
        let gate = Signal()
        let policy = StandInPolicy(canBatch: true, gate: gate, missingResults: 1)
        var options = ServiceOptions()
        options.maxBatch = 2
        let queue = RequestQueue(policy, options: options, metrics: .init())
        let tasks = await queue.lineUp(policy, (0..<3).map { ActionRequest("\($0)", number: $0) })
        gate.fire()
        await #expect(throws: ServiceError.wrongAnswer(expected: 2, actual: 1)) {
            try await tasks.values
        }
    }

    @Test func theFirstOfABatchWaitsForOthersAndNoLongerThanItMust() async throws {
        let policy = StandInPolicy(canBatch: true)
        var options = ServiceOptions()
        options.maxBatch = 2
        options.batchWait = .seconds(60)
        options.deadline = .seconds(120)
        let queue = RequestQueue(policy, options: options, metrics: .init())
        let start = ContinuousClock.now
        async let first = queue.submit(ActionRequest("a", number: 1))
        async let second = queue.submit(ActionRequest("b", number: 2))
        #expect(try await [first.batch, second.batch] == [2, 2])
        #expect(start.duration(to: .now) < .seconds(50))
    }

    @Test func theFirstOfABatchIsAnsweredWhenNobodyElseComes() async throws {
        var options = ServiceOptions()
        options.maxBatch = 2
        options.batchWait = .milliseconds(20)
        let queue = RequestQueue(StandInPolicy(canBatch: true), options: options, metrics: .init())
        let reply = try await queue.submit(ActionRequest("a", number: 1))
        #expect(reply.batch == 1)
        #expect(reply.timing.first.map { $0.stage == "queue" && $0.milliseconds >= 19 } == true)
    }
}
