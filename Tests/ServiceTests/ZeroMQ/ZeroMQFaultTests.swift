import Embodiment
import Service
import Testing
import Wire
import ZeroMQ

@Suite struct ZeroMQFaultTests {
    @Test func aClientThatDiesMidRequestDisturbsNobody() async throws {
        let gate = Signal()
        let served = try await ServedStandIn(StandInPolicy(gate: gate))
        let address = served.address
        try await onOwnThread {
            let client = try IsaacTestClient(address)
            try client.send(IsaacTestClient.request(Observation(number: 1)))
            // Asks again, for the message to have left this process.
            #expect(throws: ZeroMQError.self) { try client.receive(within: .milliseconds(300)) }
        }
        await eventually("the request has come") { served.policy.calls == 1 }
        async let next = onOwnThread { try IsaacTestClient(address).getAction(Observation(number: 2)).number }
        await eventually("the next waits") { served.service.queue.length == 1 }
        gate.fire()
        #expect(try await next == 2)
        await served.shutdown()
    }

    @Test func halfAMessageDisturbsNobody() async throws {
        let served = try await ServedStandIn()
        let (address, port) = (served.address, served.server.port)
        let number = try await onOwnThread {
            let (greeting, ready) = (ZMTP.greeting, ZMTP.ready)
            let frames: [[UInt8]] = [
                [], Array(greeting.prefix(9)), Array(greeting.prefix(40)), greeting, greeting + ready,
                greeting + ready + [1, 0, 0, 200, 0x81, 0xA8],
                greeting + ready + [2, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1],
                Array("GET / HTTP/1.1\r\n\r\n".utf8),
            ]
            let peers = try frames.map { try RawConnection(port: port, sending: $0) }
            defer { withExtendedLifetime(peers) {} }
            return try IsaacTestClient(address).getAction(Observation(number: 3)).number
        }
        #expect(number == 3)
        await served.shutdown()
    }

    @Test func randomAndMutatedStreamsDisturbNobody() async throws {
        let served = try await ServedStandIn()
        let (address, port) = (served.address, served.server.port)
        let number = try await onOwnThread {
            var random = NumberedBytes(seed: 6)
            let request = IsaacTestClient.request(Observation(number: 1))
            let frames =
                [1, 0, 2] + (0..<8).map { UInt8(truncatingIfNeeded: request.count >> (56 - 8 * $0)) } + request
            let stream = ZMTP.greeting + ZMTP.ready + frames
            for _ in 0..<300 {
                let isRandom = random.chance(of: 4)
                _ = try RawConnection(port: port, sending: isRandom ? random.bytes(upTo: 200) : random.mutated(stream))
            }
            return try IsaacTestClient(address).getAction(Observation(number: 4)).number
        }
        #expect(number == 4)
        await served.shutdown()
    }

    @Test func randomAndMutatedMessagesAreAnsweredWithErrorsAndTheNextWithActions() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let (replies, number) = try await onOwnThread {
            let client = try IsaacTestClient(address)
            var random = NumberedBytes(seed: 5)
            let seeds = [
                IsaacTestClient.request(Observation(number: 1)),
                IsaacTestClient.newerRequest(Observation(number: 1)),
                IsaacCall.encoded("reset", options: [WireField("session", .string("a"))]),
            ]
            for _ in 0..<3000 {
                let message = random.chance(of: 4) ? random.bytes(upTo: 64) : random.mutated(random.pick(seeds))
                _ = try MessagePack.decode(client.ask(message))
            }
            return (3000, try client.getAction(Observation(number: 7)).number)
        }
        #expect(replies == 3000)
        #expect(number == 7)
        await served.shutdown()
    }

    @Test func messagesOfStrangePartsAreRefusedOrIgnored() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let error = try await onOwnThread {
            let client = try IsaacTestClient(address, .dealer)
            try client.send([])
            _ = try client.receive()
            try client.send([], [])
            _ = try client.receive()
            try client.send([1], [2], [3])
            let error = serverError { try IsaacCall.status(in: client.receive()) }
            // Identities of proxies between.
            try client.send([9, 9], [8], [], IsaacCall.encoded("ping"))
            #expect(try IsaacCall.status(in: client.receive()) == "Server is running")
            return error
        }
        #expect(error == "a request is one message part, this has 3")
        await served.shutdown()
    }

    @Test func aRefusalKeepsItsPlaceAmongAClientsReplies() async throws {
        let gate = Signal()
        let served = try await ServedStandIn(StandInPolicy(gate: gate))
        let address = served.address
        async let replies = onOwnThread {
            let client = try IsaacTestClient(address, .dealer)
            try client.send([], IsaacTestClient.request(Observation(number: 1)))
            try client.send([], [0xC1])
            try client.send([], IsaacTestClient.request(Observation(number: 2)))
            return try (0..<3).map { _ in try client.receive() }
        }
        await eventually("the first is being answered") { served.policy.calls == 1 }
        gate.fire()
        let (first, second, third) = (try await replies[0], try await replies[1], try await replies[2])
        #expect(try IsaacCall.actions(in: first).number == 1)
        #expect(serverError { try IsaacCall.actions(in: second) } != nil)
        #expect(try IsaacCall.actions(in: third).number == 2)
        await served.shutdown()
    }

    @Test func aMessageThatIsTooLargeIsNotReceived() async throws {
        let served = try await ServedStandIn { $0.limits.bytes = 10_000 }
        let address = served.address
        let number = try await onOwnThread {
            let rude = try IsaacTestClient(address, .dealer)
            try rude.send([UInt8](repeating: 0xC0, count: 20_000))
            #expect(throws: ZeroMQError.self) { try rude.receive(within: .milliseconds(200)) }
            return try IsaacTestClient(address).getAction(Observation(number: 8)).number
        }
        #expect(number == 8)
        await served.shutdown()
    }

    @Test func aRequestThatTakesTooLongIsAnsweredWithAnError() async throws {
        let gate = Signal()
        let served = try await ServedStandIn(StandInPolicy(gate: gate)) { $0.deadline = .milliseconds(50) }
        let address = served.address
        let error = try await onOwnThread {
            let client = try IsaacTestClient(address)
            return serverError { try client.getAction(Observation(number: 1)) }
        }
        #expect(error?.contains(#/^no answer within [0-9.]+ ms/#) == true)
        #expect(error?.contains("--deadline") == true)
        gate.fire()
        await served.shutdown()
    }

    @Test func aClientThatFloodsIsRefusedAndOthersAreServed() async throws {
        let gate = Signal()
        let served = try await ServedStandIn(StandInPolicy(gate: gate))
        let address = served.address
        async let refused = onOwnThread {
            let client = try IsaacTestClient(address, .dealer)
            for number in 0..<100 { try client.send(IsaacTestClient.request(Observation(number: number))) }
            let replies = try (0..<100).map { _ in try client.receive() }
            return replies.compactMap { reply in serverError { try IsaacCall.actions(in: reply) } }
        }
        await eventually("the flood has come") { served.policy.calls == 1 }
        async let other = onOwnThread { try IsaacTestClient(address).getAction(Observation(number: 1000)).number }
        await eventually("the other waits") { served.service.queue.length == 1 }
        gate.fire()
        #expect(try await other == 1000)
        let errors = try await refused
        #expect(errors.count < 100)
        #expect(errors.allSatisfy { $0.hasPrefix("the server is busy") })
        await served.shutdown()
    }

    @Test func aPortInUseIsNamed() async throws {
        let served = try await ServedStandIn()
        let port = served.server.port
        let error = await #expect(throws: ZeroMQError.self) { try await ServedStandIn { $0.port = port } }
        #expect(error.map { "\($0)".contains("port \(port) is in use") } == true)
        await served.shutdown()
    }

    @Test func shuttingDownAnswersWhatIsThereAndFreesThePort() async throws {
        let gate = Signal()
        let served = try await ServedStandIn(StandInPolicy(gate: gate))
        let (address, port) = (served.address, served.server.port)
        let clients = (0..<5).map { number in
            Task {
                try await onOwnThread { try IsaacTestClient(address).getAction(Observation(number: number)).number }
            }
        }
        await eventually("all have come") { served.policy.calls == 1 && served.service.queue.length == 4 }
        async let end: Void = served.shutdown()
        await eventually("the queue is closed") {
            var request = ActionRequest("x", number: 9)
            request.deadline = .now.advanced(by: .milliseconds(5))
            do { _ = try await served.service.queue.submit(request) } catch { return error.isShuttingDown }
            return false
        }
        let error = try await onOwnThread {
            let late = try IsaacTestClient(address)
            return serverError { try late.getAction(Observation(number: 10)) }
        }
        #expect(error == "\(ServiceError.shuttingDown)")
        gate.fire()
        for (number, client) in clients.enumerated() { #expect(try await client.value == number) }
        await end
        let again = try await ServedStandIn { $0.port = port }
        #expect(again.server.port == port)
        await again.shutdown()
    }
}
