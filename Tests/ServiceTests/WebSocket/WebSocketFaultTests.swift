import Service
import Testing
import Wire

@Suite struct WebSocketFaultTests {
    private static let breaches: [(bytes: NamedBytes, code: Int)] = [
        (NamedBytes("not masked", WebSocketPeer.encoded(.binary([1, 2, 3]), isMasked: false)), 1002),
        (NamedBytes("a continuation of nothing", encoded(0, [1])), 1002),
        (NamedBytes("a message within a message", encoded(2, [1], isLast: false) + encoded(2, [1])), 1002),
        (NamedBytes("an empty part", encoded(2, [1], isLast: false) + encoded(0, [], isLast: false)), 1002),
        (NamedBytes("an unknown opcode", encoded(3, [])), 1002),
        (NamedBytes("a reserved bit", [0xc2] + encoded(2, [1]).dropFirst()), 1002),
        (NamedBytes("a long ping", encoded(9, [UInt8](repeating: 0, count: 126))), 1002),
        (NamedBytes("a ping in parts", encoded(9, [], isLast: false)), 1002),
        (
            NamedBytes("too long a frame", [0x82, 0xff, 0x7f] + [UInt8](repeating: 0xff, count: 7) + [1, 2, 3, 4]), 1009
        ),
        (NamedBytes("a frame over the limit", [0x82, 0xff, 0, 0, 0, 0, 0, 0x20, 0, 0, 1, 2, 3, 4]), 1009),
    ]

    private static func encoded(_ opcode: UInt8, _ payload: [UInt8], isLast: Bool = true) -> [UInt8] {
        WebSocketPeer.encoded(.init(opcode: opcode, payload: payload, isLast: isLast))
    }

    @Test func fragmentsAreJoinedAndPingsAnsweredBetweenThem() async throws {
        try await Self.connected { peer in
            let message = OpenPIServerTests.observation(6)
            try await peer.send(
                .init(opcode: 2, payload: Array(message[..<5]), isLast: false),
                .init(opcode: 9, payload: Array("still there?".utf8)),
                .init(opcode: 0, payload: Array(message[5..<11]), isLast: false),
                .init(opcode: 0, payload: Array(message[11...])))
            let pong = try await peer.receive()
            #expect(pong.opcode == 10)
            #expect(pong.text == "still there?")
            #expect(try await peer.receive().opcode == 2)
        }
    }

    @Test func pingsAreAnsweredWhileThePolicyWorks() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        try await Self.connected(policy) { peer in
            try await peer.send(.binary(OpenPIServerTests.observation(1)))
            await eventually("the observation is at the policy") { policy.calls == 1 }
            try await peer.send(.init(opcode: 9, payload: []))
            #expect(try await peer.receive().opcode == 10)
            gate.fire()
            #expect(try await peer.receive().opcode == 2)
        }
    }

    @Test func aCloseIsAnsweredWithAClose() async throws {
        try await Self.connected { peer in
            try await peer.send(.init(opcode: 8, payload: [0x03, 0xe8]))
            #expect(try await peer.receive().closeCode == 1000)
            await eventually("it is closed") { peer.connection.isClosed }
        }
    }

    @Test(arguments: breaches)
    func breachesEndTheConnectionWithTheirCode(_ breach: NamedBytes, _ code: Int) async throws {
        try await Self.connected { peer in
            try await peer.connection.send(breach.bytes)
            let close = try await peer.receive()
            #expect(close.opcode == 8)
            #expect(close.closeCode == code)
        }
    }

    @Test func fragmentsMayNotExceedTheLimitTogether() async throws {
        var limits = Served.limits
        limits.messageBytes = 1000
        try await Self.connected(limits: limits) { peer in
            let part = [UInt8](repeating: 0, count: 600)
            try await peer.send(
                .init(opcode: 2, payload: part, isLast: false), .init(opcode: 0, payload: part))
            #expect(try await peer.receive().closeCode == 1009)
        }
    }

    @Test func aMessageThatTakesTooLongEndsTheConnection() async throws {
        var limits = Served.limits
        limits.messageTime = .milliseconds(200)
        try await Self.connected(limits: limits) { peer in
            try await peer.send(.init(opcode: 2, payload: [1], isLast: false))
            #expect(try await peer.receive().closeCode == 1008)
        }
    }

    @Test func aSilentPeerIsAskedAndThenLeft() async throws {
        var limits = Served.limits
        limits.pingTime = .milliseconds(500)
        try await Self.connected(limits: limits) { peer in
            let start = ContinuousClock.now
            while start.duration(to: .now) < .milliseconds(1500) {
                try await peer.send(.init(opcode: 10, payload: []))
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(!peer.connection.isClosed)
            #expect(try await peer.receive().opcode == 9)
            await eventually("it is closed") { peer.connection.isClosed }
        }
    }

    @Test func aPeerThatSendsOneFrameByteByByteIsLeft() async throws {
        var limits = Served.limits
        limits.pingTime = .milliseconds(200)
        try await Self.connected(limits: limits) { peer in
            for byte in WebSocketPeer.encoded(.binary(.init(repeating: 0, count: 100))).prefix(90) {
                guard !peer.connection.isClosed else { break }
                try? await peer.connection.send([byte])
                try await Task.sleep(for: .milliseconds(20))
            }
            await eventually("it is closed") { peer.connection.isClosed }
        }
    }

    @Test func aSlowHandshakeIsCutOff() async throws {
        var limits = Served.limits
        limits.headTime = .milliseconds(200)
        try await Served.running(WebSocketServer(Served.service(), limits: limits)) { server in
            let connection = try await TCPPeer(port: server.port)
            // A busy machine may have been slower than the server's patience.
            try? await connection.send("GET / HTTP/1.1\r\nUpgra")
            await eventually("it is closed") { connection.isClosed }
        }
    }

    @Test func mutatedFramesNeverStopTheServer() async throws {
        try await Served.running(WebSocketServer(Served.service(ArmPolicy()), limits: Served.limits)) { server in
            var random = NumberedBytes(seed: 5)
            let good = WebSocketPeer.encoded(.binary(OpenPIServerTests.observation(1)))
            for _ in 0..<200 {
                let peer = try await WebSocketPeer(port: server.port)
                try? await peer.connection.send(random.mutated(good))
                await peer.connection.close()
            }
            let peer = try await WebSocketPeer(port: server.port)
            _ = try await peer.receive()
            try await peer.send(.binary(OpenPIServerTests.observation(2)))
            #expect(try await peer.receive().opcode == 2)
        }
    }

    /// Gives `body` a connection whose metadata has come.
    private static func connected(
        _ policy: StandInPolicy = StandInPolicy(), limits: TransportLimits = Served.limits,
        _ body: (WebSocketPeer) async throws -> Void
    ) async throws {
        try await Served.running(WebSocketServer(Served.service(policy), limits: limits)) { server in
            let peer = try await WebSocketPeer(port: server.port)
            _ = try await peer.receive()
            try await body(peer)
            await peer.connection.close()
        }
    }
}
