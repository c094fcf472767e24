import Embodiment
import Foundation
import Media
import Service
import Testing
import Wire

@Suite struct HTTPServerTests {
    /// A red and a blue pixel.
    private static let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg=="

    @Test func aLivingServerSaysSo() async throws {
        try await Served.http(Served.service()) { server in
            let answer = try await TCPPeer.request(server.port, "GET", "/health")
            #expect(answer.status == 200)
            #expect(answer.text == #"{"status":"healthy","model":"GR00T"}"#)
        }
    }

    @Test func anObservationGetsItsActions() async throws {
        try await Served.http(Served.service()) { server in
            let answer = try await TCPPeer.post(server.port, "/act", Served.act(7))
            #expect(answer.status == 200)
            #expect(try Self.actions(answer) == [7, 1, 1, 1])
        }
    }

    @Test func theObservationMayBeATextInsideTheBody() async throws {
        try await Served.http(Served.service()) { server in
            let inner = Served.act(8).replacingOccurrences(of: "\"", with: "\\\"")
            let answer = try await TCPPeer.post(server.port, "/act", "{\"encoded\": \"\(inner)\"}")
            #expect(answer.status == 200)
            #expect(try Self.actions(answer) == [8, 1, 1, 1])
        }
    }

    @Test(arguments: [#"{"__png__": "\#(png)"}"#, #""data:image/png;base64,\#(png)""#])
    func picturesMayComeAsFiles(_ picture: String) async throws {
        let policy = ArmPolicy()
        try await Served.http(Served.service(policy)) { server in
            let body = #"{"observation": {"video.front": \#(picture), "state.gripper": [[1]]}}"#
            #expect(try await TCPPeer.post(server.port, "/act", body).status == 200)
            let image = try #require(policy.requests.first?.observations.first?.video["front"]?.first)
            #expect(image == Image(height: 1, width: 2, pixels: [255, 0, 0, 0, 0, 255]))
        }
    }

    @Test func messagePackIsAnsweredInKind() async throws {
        try await Served.http(Served.service()) { server in
            let state = WireValue.array(NDArray(float64: [9, 0, 0], shape: [1, 3]))
            let body = MessagePack.encode(
                .map([
                    WireField(
                        "observation",
                        .map([WireField("state.arm", state), WireField("annotation.task", .string("go"))]))
                ]), arrays: .npy)
            let answer = try await TCPPeer.request(
                server.port, "POST", "/act", headers: ["Content-Type: application/msgpack"], body: body)
            #expect(answer.headers["content-type"] == "application/msgpack")
            guard case .map(let fields) = try MessagePack.decode(answer.body),
                case .array(let array)? = fields.first?.value
            else { throw ConnectionEnded(bytes: answer.body) }
            #expect(array.shape == [2, 2])
            #expect(array.doubles == [9, 1, 1, 1])
        }
    }

    @Test func aConnectionIsASessionThatEndsWithIt() async throws {
        let policy = StandInPolicy()
        try await Served.http(Served.service(policy)) { server in
            let first = try await TCPPeer(port: server.port)
            #expect(try await Self.actions(first.post("/act", Served.act(1)))[1] == 1)
            #expect(try await Self.actions(first.post("/act", Served.act(1)))[1] == 2)
            let second = try await TCPPeer(port: server.port)
            #expect(try await Self.actions(second.post("/act", Served.act(1)))[1] == 1)
            #expect(try await first.post("/reset", "{}").status == 200)
            #expect(try await Self.actions(first.post("/act", Served.act(1)))[1] == 1)
            await first.close()
            await eventually("the session of a closed connection is reset") { policy.seen.resets.count >= 2 }
        }
    }

    @Test func aNamedSessionOutlivesItsConnections() async throws {
        try await Served.http(Served.service()) { server in
            let named = Served.act(1, more: #", "options": {"session": "robot-3"}"#)
            let first = try await TCPPeer(port: server.port)
            #expect(try await Self.actions(first.post("/act", named))[1] == 1)
            await first.close()
            let second = try await TCPPeer(port: server.port)
            #expect(try await Self.actions(second.post("/act", named))[1] == 2)
            #expect(try await second.post("/reset", #"{"session": "robot-3"}"#).status == 200)
            #expect(try await Self.actions(second.post("/act", named))[1] == 1)
        }
    }

    @Test func modalityConfigsAndMetricsAreThere() async throws {
        try await Served.http(Served.service()) { server in
            let connection = try await TCPPeer(port: server.port)
            let configs = try await connection.request("GET", "/modality-config")
            #expect(configs.text.contains(#""delta_indices":[0,1],"modality_keys":["action.arm"]"#))
            _ = try await connection.post("/act", Served.act(1))
            let metrics = try await connection.request("GET", "/metrics")
            #expect(metrics.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(
                metrics.text.contains(#"gr00t_requests_total{protocol="http",endpoint="get_action",outcome="ok"} 1"#))
        }
    }

    @Test func headHasNoBody() async throws {
        try await Served.http(Served.service()) { server in
            let connection = try await TCPPeer(port: server.port)
            let head = try await connection.request("HEAD", "/health")
            #expect(head.status == 200)
            #expect(head.headers["content-length"] != "0")
            #expect(try await connection.request("GET", "/health").status == 200)
        }
    }

    @Test func shutdownFinishesWhatRuns() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        let server = try await HTTPServer(
            Served.service(policy) { $0.shutdownGrace = .seconds(30) }, limits: Served.limits)
        let connection = try await TCPPeer(port: server.port)
        let idle = try await TCPPeer(port: server.port)
        async let answer = connection.post("/act", Served.act(5))
        await eventually("the request is at the policy") { policy.calls == 1 }
        async let shutdown: Void = server.shutdown()
        await eventually("idle connections are closed at once") { idle.isClosed }
        gate.fire()
        #expect(try await Self.actions(answer)[0] == 5)
        await shutdown
        #expect(server.connectionCount == 0)
        await #expect(throws: (any Error).self) { try await TCPPeer(port: server.port) }
    }

    /// The numbers of `action.arm`.
    static func actions(_ answer: HTTPAnswer) throws -> [Double] {
        guard case .map(let fields) = try JSONNumpy.decode(answer.body),
            case .array(let array)? = fields.first(where: { $0.key == "action.arm" })?.value
        else { throw ConnectionEnded(bytes: answer.body) }
        return array.doubles ?? []
    }
}
