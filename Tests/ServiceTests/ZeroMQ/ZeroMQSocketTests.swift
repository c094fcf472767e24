import Testing
import ZeroMQ

@Suite struct ZeroMQSocketTests {
    @Test func aRequestIsAnswered() async throws {
        let reply = try await onOwnThread {
            let context = try ZeroMQContext()
            let server = try ZeroMQSocket(.reply, in: context)
            let address = try server.bind("tcp://127.0.0.1:*")
            let client = try ZeroMQSocket(.request, in: context)
            try client.connect(address)
            try client.send([[1, 2], [], [3]], within: .seconds(30))
            let request = try server.receive(within: .seconds(30))
            try server.send(request.reversed(), within: .seconds(30))
            return try client.receive(within: .seconds(30))
        }
        #expect(reply == [[3], [], [1, 2]])
    }

    @Test func nothingInTimeIsAnError() async throws {
        try await onOwnThread {
            let socket = try ZeroMQSocket(.reply, in: ZeroMQContext())
            let address = try socket.bind("tcp://127.0.0.1:*")
            #expect(throws: ZeroMQError.timedOut(address, after: .milliseconds(10))) {
                try socket.receive(within: .milliseconds(10))
            }
        }
    }

    @Test func aRequestBeforeTheLastAnswerIsOutOfTurn() async throws {
        try await onOwnThread {
            let context = try ZeroMQContext()
            let server = try ZeroMQSocket(.reply, in: context)
            let address = try server.bind("tcp://127.0.0.1:*")
            let client = try ZeroMQSocket(.request, in: context)
            try client.connect(address)
            try client.send([[1]], within: .seconds(30))
            #expect(throws: ZeroMQError.outOfTurn(address)) { try client.send([[2]], within: .seconds(1)) }
        }
    }

    @Test func aPortInUseIsNamed() async throws {
        try await onOwnThread {
            let context = try ZeroMQContext()
            let first = try ZeroMQSocket(.router, in: context)
            let address = try first.bind("tcp://127.0.0.1:*")
            let second = try ZeroMQSocket(.router, in: context)
            let error = #expect(throws: ZeroMQError.addressInUse(address)) { try second.bind(address) }
            let port = address.split(separator: ":").last ?? ""
            #expect(error.map { "\($0)".contains("port \(port) is in use") && "\($0)".contains("--port") } == true)
        }
    }

    @Test(arguments: [
        "", "127.0.0.1:5555", "tcp://", "tcp://127.0.0.1", "tcp://127.0.0.1:99999", "tcp://127.0.0.1:-1",
        "smoke://hill:1",
    ])
    func whatIsNoAddressIsRefused(address: String) async throws {
        try await onOwnThread {
            let socket = try ZeroMQSocket(.router, in: ZeroMQContext())
            #expect(throws: ZeroMQError.badAddress(address)) { try socket.bind(address) }
        }
    }

    @Test func anAddressOfAnotherMachineIsRefused() async throws {
        try await onOwnThread {
            let socket = try ZeroMQSocket(.router, in: ZeroMQContext())
            let address = "tcp://192.0.2.1:5555"
            #expect(throws: ZeroMQError.notOurAddress(address)) { try socket.bind(address) }
        }
    }

    @Test func aMessageOfTooManyPartsIsDroppedAndTheNextIsReceived() async throws {
        let next = try await onOwnThread {
            let context = try ZeroMQContext()
            let server = try ZeroMQSocket(.dealer, in: context)
            let address = try server.bind("tcp://127.0.0.1:*")
            let client = try ZeroMQSocket(.dealer, in: context)
            try client.connect(address)
            try client.send((0..<20).map { [$0] }, within: .seconds(30))
            try client.send([[7]], within: .seconds(30))
            #expect(throws: ZeroMQError.tooManyParts(address, limit: 8)) { try server.receive(within: .seconds(30)) }
            return try server.receive(within: .seconds(30))
        }
        #expect(next == [[7]])
    }

    @Test func aMessageThatIsTooLongDoesNotArrive() async throws {
        try await onOwnThread {
            let context = try ZeroMQContext()
            var options = ZeroMQSocketOptions()
            options.maxMessageBytes = 1000
            let server = try ZeroMQSocket(.dealer, in: context, options: options)
            let address = try server.bind("tcp://127.0.0.1:*")
            let rude = try ZeroMQSocket(.dealer, in: context)
            try rude.connect(address)
            try rude.send([[UInt8](repeating: 1, count: 1001)], within: .seconds(30))
            let client = try ZeroMQSocket(.dealer, in: context)
            try client.connect(address)
            try client.send([[UInt8](repeating: 2, count: 1000)], within: .seconds(30))
            #expect(try server.receive(within: .seconds(30)) == [[UInt8](repeating: 2, count: 1000)])
        }
    }

    @Test func anotherThreadWakesTheOneThatWaits() async throws {
        let wakeUp = try WakeUp()
        async let readiness = onOwnThread {
            let socket = try ZeroMQSocket(.router, in: ZeroMQContext())
            try socket.bind("tcp://127.0.0.1:*")
            let woken = try socket.wait(orFor: wakeUp, within: .seconds(30))
            // Heard once, so the next wait ends by its time.
            return [woken, try socket.wait(orFor: wakeUp, within: .milliseconds(5))]
        }
        wakeUp.signal()
        wakeUp.signal()
        let ready = try await readiness
        #expect(ready.map(\.isWoken) == [true, false] || ready.map(\.isWoken) == [true, true])
        #expect(ready.allSatisfy { !$0.hasMessage })
    }

    @Test func messagesWaitWhileNobodyReceives() async throws {
        try await onOwnThread {
            let context = try ZeroMQContext()
            let wakeUp = try WakeUp()
            let server = try ZeroMQSocket(.dealer, in: context)
            let client = try ZeroMQSocket(.dealer, in: context)
            try client.connect(try server.bind("tcp://127.0.0.1:*"))
            try client.send([[1]], within: .seconds(30))
            #expect(try server.wait(orFor: wakeUp, within: .seconds(30)).hasMessage)
            #expect(try !server.wait(orFor: wakeUp, receiving: false, within: .milliseconds(5)).hasMessage)
            #expect(try server.receive(within: .zero) == [[1]])
        }
    }
}
