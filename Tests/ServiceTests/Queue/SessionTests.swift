import Embodiment
import Service
import Testing

@Suite struct SessionTests {
    @Test func memoryDoesNotGrowWithSessions() async throws {
        let policy = StandInPolicy()
        var options = ServiceOptions()
        options.maxSessions = 16
        let queue = RequestQueue(policy, options: options, metrics: .init())
        for number in 0..<3000 { _ = try await queue.submit(ActionRequest("\(number)", number: number)) }
        #expect(queue.sessionCount == 16)
        await eventually("the policy remembers no more than the queue") { policy.seen.rounds.count == 16 }
        #expect(Set(policy.seen.rounds.keys.map(\.description)) == Set((2984..<3000).map { "\($0)" }))
    }

    @Test func aSessionInUseOutlivesOthers() async throws {
        let policy = StandInPolicy()
        var options = ServiceOptions()
        options.maxSessions = 2
        let queue = RequestQueue(policy, options: options, metrics: .init())
        for number in 0..<20 {
            #expect(try await queue.submit(ActionRequest("robot", number: number)).round == number + 1)
            _ = try await queue.submit(ActionRequest("passer-by \(number)", number: number))
        }
    }

    @Test func requestsThatAreRefusedPushNobodyOut() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        var options = ServiceOptions()
        options.maxWaiting = 1
        options.maxSessions = 2
        let queue = RequestQueue(policy, options: options, metrics: .init())
        let replies = await queue.lineUp(policy, (1...2).map { ActionRequest("robot", number: $0) })
        for number in 0..<50 {
            await #expect(throws: ServiceError.busy(waiting: 1)) {
                try await queue.submit(ActionRequest("\(number)", number: number))
            }
        }
        gate.fire()
        #expect(try await replies.values.map(\.round) == [1, 2])
        #expect(queue.sessionCount == 1)
    }

    @Test func idleSessionsAreResetAndForgotten() async throws {
        let policy = StandInPolicy()
        var options = ServiceOptions()
        options.sessionIdle = .milliseconds(20)
        let queue = RequestQueue(policy, options: options, metrics: .init())
        for number in 0..<5 { _ = try await queue.submit(ActionRequest("\(number)", number: number)) }
        await eventually("all are forgotten") { queue.sessionCount == 0 && policy.seen.rounds.isEmpty }
    }

    @Test func aClientThatHasGoneIsForgottenThoughTheLineIsFull() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        var options = ServiceOptions()
        options.maxWaiting = 1
        let queue = RequestQueue(policy, options: options, metrics: .init())
        let replies = await queue.lineUp(policy, (1...2).map { ActionRequest("robot", number: $0) })
        async let gone: Void = queue.forget(SessionID("robot"))
        await eventually("the reset waits too") { queue.length == 2 }
        gate.fire()
        _ = try await replies.values
        await gone
        #expect(policy.seen.rounds.isEmpty)
        await queue.forget(SessionID("nobody"))
        #expect(policy.seen.resets == [SessionID("robot")])
    }

    @Test func namesThatClientsChooseAreBoundedAndApartFromConnections() throws {
        #expect(throws: ServiceError.self) { try SessionID(named: "") }
        #expect(throws: ServiceError.self) { try SessionID(named: String(repeating: "é", count: 65)) }
        #expect(try SessionID(named: "zeromq:00") != SessionID(connection: "00", of: .zeroMQ))
        #expect(SessionID(connection: "1", of: .http) != SessionID(connection: "1", of: .webSocket))
    }
}
