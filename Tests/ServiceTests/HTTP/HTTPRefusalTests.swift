import Embodiment
import Service
import Testing

@Suite struct HTTPRefusalTests {
    @Test func unknownPathsAndMethodsAreNamed() async throws {
        try await Served.http(Served.service()) { server in
            let connection = try await TCPPeer(port: server.port)
            let path = try await connection.request("GET", "/nothing")
            #expect(path.status == 404)
            #expect(path.text.contains("/nothing") && path.text.contains("/act"))
            let method = try await connection.request("GET", "/act")
            #expect(method.status == 405)
            #expect(method.headers["allow"] == "POST")
            #expect(try await connection.request("GET", "/health").status == 200)
        }
    }

    @Test(arguments: [
        ("{", 400, "JSON"),
        ("{}", 400, "observation"),
        (#"{"observation": 3}"#, 400, "observation"),
        (#"{"observation": {"state.arm": "five"}}"#, 400, "state.arm"),
        (#"{"observation": {"video.ego_view": {"__jpeg__": "AAAA"}}}"#, 400, "video.ego_view"),
        (Served.act(1, more: #", "options": {"session": ""}"#), 400, "session"),
        (Served.act(400, instruction: "fail"), 400, "fails at 400"),
        (Served.act(13, instruction: "fail"), 500, "fails at 13"),
    ])
    func badObservationsAreExplained(_ body: String, _ status: Int, _ word: String) async throws {
        try await Served.http(Served.service()) { server in
            let connection = try await TCPPeer(port: server.port)
            let answer = try await connection.post("/act", body)
            #expect(answer.status == status)
            #expect(answer.text.hasPrefix(#"{"detail":""#) && answer.text.contains(word), "\(answer.text)")
            #expect(try await connection.post("/act", Served.act(1)).status == 200)
        }
    }

    @Test(arguments: [
        (["Authorization: Bearer secret"], "/act", 200), (["Authorization: Api-Key secret"], "/act", 200),
        ([], "/act?api_token=secret", 200), (["Authorization: Bearer wrong"], "/act", 401),
        (["Authorization: Bearer"], "/act", 401), ([], "/act?api_token=wrong", 401), ([], "/act", 401),
    ])
    func theTokenIsChecked(_ headers: [String], _ path: String, _ status: Int) async throws {
        try await Served.http(Served.service { $0.apiToken = "secret" }) { server in
            let connection = try await TCPPeer(port: server.port)
            #expect(try await connection.post(path, Served.act(1), headers: headers).status == status)
            let again = try await TCPPeer(port: server.port)
            #expect(try await again.request("GET", "/health").status == 200)
        }
    }

    @Test func theTokenMayBeAFieldOfTheBody() async throws {
        try await Served.http(Served.service { $0.apiToken = "secret" }) { server in
            let connection = try await TCPPeer(port: server.port)
            let right = Served.act(1, more: #", "api_token": "secret""#)
            #expect(try await connection.post("/act", right).status == 200)
            let wrong = Served.act(1, more: #", "api_token": "secreT""#)
            #expect(try await connection.post("/act", wrong).status == 401)
            #expect(try await connection.request("GET", "/metrics").status == 401)
        }
    }

    @Test func aWrongTokenIsRefusedBeforeTheBody() async throws {
        let policy = StandInPolicy()
        try await Served.http(Served.service(policy) { $0.apiToken = "secret" }) { server in
            let connection = try await TCPPeer(port: server.port)
            try await connection.send(
                "POST /act HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wrong\r\nContent-Length: 500000\r\n\r\n{")
            let answer = try await connection.receive { try HTTPAnswer.parse($0) }
            #expect(answer.status == 401)
            #expect(answer.headers["connection"] == "close")
            #expect(policy.calls == 0)
        }
    }

    @Test func pagesOfOtherSitesAreKeptOut() async throws {
        try await Served.http(Served.service()) { server in
            let connection = try await TCPPeer(port: server.port)
            let foreign = ["Origin: http://example.com"]
            #expect(try await connection.request("GET", "/modality-config", headers: foreign).status == 403)
            let own = ["Origin: http://127.0.0.1"]
            #expect(try await connection.request("GET", "/modality-config", headers: own).status == 200)
        }
    }

    @Test func aBusyServerSaysWhenToComeAgain() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        let service = try await Served.service(policy) { $0.maxWaiting = 1 }
        try await Served.http(service) { server in
            let connections = [
                try await TCPPeer(port: server.port), try await TCPPeer(port: server.port),
            ]
            async let first = connections[0].post("/act", Served.act(1))
            await eventually("the first is at the policy") { policy.calls == 1 }
            async let second = connections[1].post("/act", Served.act(2))
            await eventually("the second waits") { service.queue.length == 1 }
            let third = try await TCPPeer.post(server.port, "/act", Served.act(3))
            #expect(third.status == 503)
            #expect(third.headers["retry-after"] != nil)
            gate.fire()
            #expect(try await first.status == 200)
            #expect(try await second.status == 200)
        }
    }

    @Test func aPolicyThatTakesTooLongIsToldApart() async throws {
        let gate = Signal()
        try await Served.http(Served.service(StandInPolicy(gate: gate)) { $0.deadline = .milliseconds(50) }) { server in
            let answer = try await TCPPeer.post(server.port, "/act", Served.act(1))
            #expect(answer.status == 504)
            gate.fire()
        }
    }

    @Test func aPortInUseIsNamed() async throws {
        let service = try await Served.service()
        try await Served.http(service) { server in
            let second = try await Served.service { $0.httpPort = server.port }
            let expected = TransportError.portInUse(
                server: "HTTP", host: "127.0.0.1", port: server.port, option: "--http-port")
            await #expect(throws: expected) { _ = try await HTTPServer(second) }
            #expect(expected.description.contains("--http-port"))
        }
    }
}
