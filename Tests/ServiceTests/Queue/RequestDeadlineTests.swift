import Embodiment
import Service
import Testing

@Suite struct RequestDeadlineTests {
    private func heldUp(_ options: ServiceOptions) -> (queue: RequestQueue, policy: StandInPolicy, gate: Signal) {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        return (RequestQueue(policy, options: options, metrics: .init()), policy, gate)
    }

    @Test func aWaitingRequestExpiresAndNeverReachesThePolicy() async throws {
        let (queue, policy, gate) = heldUp(.init())
        async let first = queue.submit(ActionRequest("a", number: 1))
        await eventually("the first is being answered") { policy.calls == 1 }
        var late = ActionRequest("b", number: 2)
        late.deadline = .now.advanced(by: .milliseconds(20))
        await #expect(performing: { try await queue.submit(late) }, throws: { $0.isExpired })
        #expect(queue.length == 0)
        gate.fire()
        #expect(try await first.number == 1)
        #expect(try await queue.submit(ActionRequest("c", number: 3)).number == 3)
        #expect(policy.seen.batches == [[1], [3]])
    }

    @Test func aRequestThatThePolicyTakesTooLongForExpires() async throws {
        var options = ServiceOptions()
        options.deadline = .milliseconds(20)
        let (queue, policy, gate) = heldUp(options)
        await #expect(performing: { try await queue.submit(ActionRequest("a", number: 1)) }, throws: { $0.isExpired })
        #expect(policy.calls == 1)
        gate.fire()
    }

    @Test func aDeadlineBeforeTheOthersIsKept() async throws {
        let (queue, policy, gate) = heldUp(.init())
        async let first = queue.submit(ActionRequest("a", number: 1))
        await eventually("the first is being answered") { policy.calls == 1 }
        async let second = queue.submit(ActionRequest("b", number: 2))
        for number in 3...6 {
            var late = ActionRequest("c", number: number)
            late.deadline = .now.advanced(by: .milliseconds(60 - 10 * number))
            await #expect(performing: { try await queue.submit(late) }, throws: { $0.isExpired })
        }
        gate.fire()
        #expect(try await [first.number, second.number] == [1, 2])
    }

    @Test func aDeadlineThatHasPassedIsRefusedAtOnce() async throws {
        let (queue, policy, gate) = heldUp(.init())
        var late = ActionRequest("a", number: 1)
        late.deadline = .now
        await #expect(performing: { try await queue.submit(late) }, throws: { $0.isExpired })
        #expect(policy.calls == 0)
        gate.fire()
    }

    @Test func aCallerThatIsCancelledWhileItWaitsLeavesNothingBehind() async throws {
        let (queue, policy, gate) = heldUp(.init())
        async let first = queue.submit(ActionRequest("a", number: 1))
        await eventually("the first is being answered") { policy.calls == 1 }
        let cancelled = Task { try await queue.submit(ActionRequest("b", number: 2)) }
        await eventually("the second waits") { queue.length == 1 }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        #expect(queue.length == 0)
        gate.fire()
        #expect(try await first.number == 1)
        #expect(try await queue.submit(ActionRequest("c", number: 3)).number == 3)
        #expect(policy.seen.batches == [[1], [3]])
    }

    @Test func aCallerThatIsCancelledWhileItIsAnsweredGetsNoOthersAnswer() async throws {
        let (queue, policy, gate) = heldUp(.init())
        let cancelled = Task { try await queue.submit(ActionRequest("a", number: 1)) }
        await eventually("the first is being answered") { policy.calls == 1 }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        async let second = queue.submit(ActionRequest("b", number: 2))
        await eventually("the second waits") { queue.length == 1 }
        gate.fire()
        #expect(try await second.number == 2)
    }

    @Test func aCallerThatIsCancelledBeforeIsNotAdmitted() async throws {
        let (queue, policy, gate) = heldUp(.init())
        let start = Signal()
        let task = Task {
            await start.wait()
            return try await queue.submit(ActionRequest("a", number: 1))
        }
        task.cancel()
        start.fire()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(policy.calls == 0)
        gate.fire()
    }

    @Test func closingFinishesWhatIsThereAndRefusesTheRest() async throws {
        let (queue, policy, gate) = heldUp(.init())
        let requests = (1...4).map { ActionRequest("\($0)", number: $0) }
        let replies = await queue.lineUp(policy, requests)
        async let closing: Void = queue.close(grace: .seconds(60))
        await eventually("new requests are refused") {
            var request = ActionRequest("x", number: 9)
            request.deadline = .now.advanced(by: .milliseconds(5))
            do { _ = try await queue.submit(request) } catch { return error.isShuttingDown }
            return false
        }
        gate.fire()
        #expect(try await replies.values.map(\.number) == [1, 2, 3, 4])
        await closing
    }

    @Test func closingGivesUpAfterItsGrace() async throws {
        let (queue, policy, gate) = heldUp(.init())
        let tasks = (1...3).map { number in
            Task { try await queue.submit(ActionRequest("\(number)", number: number)) }
        }
        await eventually("two wait") { policy.calls == 1 && queue.length == 2 }
        await queue.close(grace: .milliseconds(20))
        for task in tasks { await #expect(throws: ServiceError.shuttingDown) { try await task.value } }
        gate.fire()
    }
}

extension Error {
    var isExpired: Bool {
        if case .expired = self as? ServiceError { true } else { false }
    }

    var isShuttingDown: Bool { self as? ServiceError == .shuttingDown }
}
