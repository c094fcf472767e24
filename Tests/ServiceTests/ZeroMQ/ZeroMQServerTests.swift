import Embodiment
import Service
import Testing
import Wire
import ZeroMQ

@Suite struct ZeroMQServerTests {
    @Test func sixtyFourClientsAtOnceGetTheirOwnAnswersInOrder() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let rounds = 25
        let wrong = try await withThrowingTaskGroup(of: [String].self) { group in
            for client in 0..<64 {
                group.addTask {
                    try await onOwnThread {
                        let socket = try IsaacTestClient(address)
                        return try (1...rounds).compactMap { round in
                            let number = client * 1000 + round
                            let reply = try socket.getAction(Observation(number: number))
                            return reply.number == number && reply.round == round
                                ? nil : "\(number), round \(round): got \(reply.number), \(reply.round)"
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(wrong == [])
        #expect(served.policy.calls == 64 * rounds)
        await served.shutdown()
    }

    @Test func requestsOfOneClientThatDoesNotWaitAreAnsweredInOrder() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let numbers = try await onOwnThread {
            let client = try IsaacTestClient(address, .dealer)
            // With and without the empty part that a request socket sends.
            for number in 0..<40 {
                let request = IsaacTestClient.request(Observation(number: number))
                if number % 2 == 0 { try client.send([], request) } else { try client.send(request) }
            }
            return try (0..<40).map { _ in try IsaacCall.actions(in: client.receive()).number }
        }
        // Both forms are clients of their own, for the empty part belongs to the way back.
        #expect(numbers.filter { $0 % 2 == 0 } == Array(stride(from: 0, to: 40, by: 2)))
        #expect(numbers.filter { $0 % 2 == 1 } == Array(stride(from: 1, to: 40, by: 2)))
        await served.shutdown()
    }

    @Test func clientsThatWaitTogetherAreAnsweredTogether() async throws {
        let gate = Signal()
        let served = try await ServedStandIn(StandInPolicy(canBatch: true, gate: gate)) { $0.maxBatch = 16 }
        let address = served.address
        let ask = { @Sendable (number: Int) in
            Task {
                try await onOwnThread {
                    try IsaacTestClient(address).getAction(Observation(number: number, width: number % 2 + 1))
                }
            }
        }
        var clients = [ask(0)]
        await eventually("the first is being answered") { served.policy.calls == 1 }
        clients += (1...8).map(ask)
        await eventually("eight wait") { served.service.queue.length == 8 }
        gate.fire()
        for (number, client) in clients.enumerated() { #expect(try await client.value.number == number) }
        #expect(served.policy.calls == 3)
        #expect(served.policy.seen.batches.allSatisfy { Set($0.map { $0 % 2 }).count == 1 })
        await served.shutdown()
    }

    @Test func aNamedSessionIsTheSameOverAllConnections() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let rounds = try await onOwnThread {
            var options = RequestOptions()
            options.session = "left robot"
            return try (1...3).map { number in
                try IsaacTestClient(address).getAction(Observation(number: number), options: options).round
            }
        }
        #expect(rounds == [1, 2, 3])
        await served.shutdown()
    }

    @Test func resetStartsAnEpisode() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let rounds = try await onOwnThread {
            let client = try IsaacTestClient(address)
            let first = try (1...2).map { try client.getAction(Observation(number: $0)).round }
            _ = try IsaacCall.status(in: client.ask("reset"))
            return first + [try client.getAction(Observation(number: 3)).round]
        }
        #expect(rounds == [1, 2, 1])
        await served.shutdown()
    }

    @Test func timingIsSentToThoseWhoAsk() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let stages = try await onOwnThread {
            let client = try IsaacTestClient(address)
            var options = RequestOptions()
            options.timing = true
            return [
                try client.getAction(Observation(number: 1)).timing.map(\.stage),
                try client.getAction(Observation(number: 2), options: options).timing.map(\.stage),
            ]
        }
        #expect(stages == [[], ["decode", "queue", "model"]])
        await served.shutdown()
    }

    @Test func clientsThatHaveGoneAreForgotten() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        try await onOwnThread {
            for number in 0..<200 { _ = try IsaacTestClient(address).getAction(Observation(number: number)) }
        }
        await eventually("nothing is remembered") {
            served.service.queue.sessionCount == 0 && served.policy.seen.rounds.isEmpty
        }
        #expect(served.policy.calls == 200)
        await served.shutdown()
    }

    @Test func memoryDoesNotGrowWithNamedSessions() async throws {
        let served = try await ServedStandIn { $0.maxSessions = 8 }
        let address = served.address
        try await onOwnThread {
            let client = try IsaacTestClient(address)
            for number in 0..<100 {
                _ = try client.getAction(
                    Observation(number: number), options: RequestOptions(session: "robot \(number)"))
            }
        }
        #expect(served.service.queue.sessionCount == 8)
        await eventually("the policy remembers no more") { served.policy.seen.rounds.count == 8 }
        await served.shutdown()
    }
}
