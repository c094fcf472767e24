import Embodiment
import Service
import Testing
import Wire

@Suite struct OpenPIServerTests {
    @Test func metadataComesFirst() async throws {
        try await Served.running(WebSocketServer(Served.service(), limits: Served.limits)) { server in
            let peer = try await WebSocketPeer(port: server.port)
            let frame = try await peer.receive()
            #expect(frame.opcode == 2)
            let fields = try Self.fields(frame)
            #expect(Self.value("action_horizon", fields) == .int(2))
            #expect(
                Self.value("observation_keys", fields)
                    == .list([.string("video.ego_view"), .string("state.arm"), .string("annotation.task")]))
            #expect(Self.value("action_keys", fields) == .list([.string("action.arm")]))
        }
    }

    @Test func observationsGetTheirActionsInOrder() async throws {
        try await Served.running(WebSocketServer(Served.service(), limits: Served.limits)) { server in
            let peer = try await WebSocketPeer(port: server.port)
            _ = try await peer.receive()
            for number in 1...3 { try await peer.send(.binary(Self.observation(number))) }
            for number in 1...3 {
                let fields = try await Self.fields(peer.receive())
                guard case .array(let arm)? = Self.value("action.arm", fields),
                    case .array(let joined)? = Self.value("actions", fields),
                    case .map(let timing)? = Self.value("server_timing", fields)
                else { throw ConnectionEnded(bytes: []) }
                #expect(arm.shape == [2, 2])
                #expect(arm.doubles == [Double(number), Double(number), 1, 1])
                #expect(joined == arm)
                #expect(timing.map(\.key).contains("infer_ms"))
                #expect(timing.map(\.key).contains("prev_total_ms") == (number > 1))
            }
        }
    }

    @Test func theSessionEndsWithTheConnection() async throws {
        let policy = StandInPolicy()
        try await Served.running(WebSocketServer(Served.service(policy), limits: Served.limits)) { server in
            let peer = try await WebSocketPeer(port: server.port)
            _ = try await peer.receive()
            try await peer.send(.binary(Self.observation(1)))
            _ = try await peer.receive()
            await peer.connection.close()
            await eventually("the session is reset") { policy.seen.resets.count == 1 }
        }
    }

    @Test(arguments: [
        (NamedBytes("one that fails", observation(13, instruction: "fail")), "fails at 13"),
        (NamedBytes("no message", [0xc1]), "0xc1"),
        (
            NamedBytes(
                "a text for a state", MessagePack.encode(.map([WireField("state.arm", .string("x"))]), arrays: .npy)),
            "state.arm"
        ),
    ])
    func anErrorIsATextAndThenTheEnd(_ message: NamedBytes, _ word: String) async throws {
        try await Served.running(WebSocketServer(Served.service(), limits: Served.limits)) { server in
            let peer = try await WebSocketPeer(port: server.port)
            _ = try await peer.receive()
            try await peer.send(.binary(message.bytes))
            let error = try await peer.receive()
            #expect(error.opcode == 1)
            #expect(error.text.contains(word), "\(error.text)")
            #expect(try await peer.receive().closeCode == 1011)
            try await peer.send(.init(opcode: 8, payload: [0x03, 0xf3]))
            await eventually("it is closed") { peer.connection.isClosed }
        }
    }

    @Test func theTokenIsCheckedBeforeTheUpgrade() async throws {
        let service = try await Served.service { $0.apiToken = "secret" }
        try await Served.running(WebSocketServer(service, limits: Served.limits)) { server in
            _ = try await WebSocketPeer(port: server.port, headers: ["Authorization: Api-Key secret"]).receive()
            for headers in [["Authorization: Api-Key wrong"], []] {
                let connection = try await TCPPeer(port: server.port)
                #expect(try await WebSocketPeer.shakeHands(connection, headers: headers).status == 401)
            }
            let sneaking = try await TCPPeer(port: server.port)
            #expect(try await WebSocketPeer.shakeHands(sneaking, path: "/healthz").status != 101)
        }
    }

    @Test func otherThanWebSocketIsAnsweredInHTTP() async throws {
        try await Served.running(WebSocketServer(Served.service(), limits: Served.limits)) { server in
            let health = try await TCPPeer.request(server.port, "GET", "/healthz")
            #expect(health.status == 200)
            #expect(health.text == "OK\n")
            #expect(try await TCPPeer.request(server.port, "GET", "/").status == 426)
            let old = try await TCPPeer.request(
                server.port, "GET", "/",
                headers: ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8"])
            #expect(old.status == 400)
            #expect(old.headers["sec-websocket-version"] == "13")
            let foreign = try await TCPPeer(port: server.port)
            let answer = try await WebSocketPeer.shakeHands(foreign, headers: ["Origin: http://example.com"])
            #expect(answer.status == 403)
        }
    }

    @Test func shutdownSaysGoodbyeAfterTheLastAnswer() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        let service = try await Served.service(policy) { $0.shutdownGrace = .seconds(30) }
        let server = try await WebSocketServer(service, limits: Served.limits)
        let busy = try await WebSocketPeer(port: server.port)
        let idle = try await WebSocketPeer(port: server.port)
        _ = try await (busy.receive(), idle.receive())
        try await busy.send(.binary(Self.observation(4)))
        await eventually("the observation is at the policy") { policy.calls == 1 }
        async let shutdown: Void = server.shutdown()
        #expect(try await idle.receive().closeCode == 1001)
        gate.fire()
        #expect(try await busy.receive().opcode == 2)
        #expect(try await busy.receive().closeCode == 1001)
        for peer in [busy, idle] { try await peer.send(.init(opcode: 8, payload: [0x03, 0xe9])) }
        await shutdown
        #expect(server.connectionCount == 0)
    }

    static func observation(_ number: Int, instruction: String = "go") -> [UInt8] {
        let state = NDArray(float64: [Double(number), 0, 0], shape: [3])
        let fields = [WireField("state.arm", .array(state)), WireField("prompt", .string(instruction))]
        return MessagePack.encode(.map(fields), arrays: .openPI)
    }

    private static func fields(_ frame: WebSocketPeer.Frame) throws -> [WireField] {
        guard case .map(let fields) = try MessagePack.decode(frame.payload) else {
            throw ConnectionEnded(bytes: frame.payload)
        }
        return fields
    }

    private static func value(_ key: String, _ fields: [WireField]) -> WireValue? {
        fields.first { $0.key == key }?.value
    }
}
