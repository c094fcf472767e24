import Embodiment
import Service
import Testing

@Suite struct HTTPFaultTests {
    @Test func chunksPipelinesAndExpectationsAreUnderstood() async throws {
        try await Served.http(Served.service()) { server in
            let connection = try await TCPPeer(port: server.port)
            let body = Served.act(3)
            let middle = body.index(body.startIndex, offsetBy: 20)
            let chunks = [body[..<middle], body[middle...]].map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }
            try await connection.send(
                "POST /act HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks.joined())0\r\n\r\n")
            #expect(try await HTTPServerTests.actions(connection.receive { try HTTPAnswer.parse($0) })[0] == 3)

            let requests = (10..<20).map { number -> String in
                let body = Served.act(number)
                return "POST /act HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            }
            try await connection.send(requests.joined())
            for number in 10..<20 {
                let answer = try await connection.receive { try HTTPAnswer.parse($0) }
                #expect(try HTTPServerTests.actions(answer)[0] == Double(number))
            }

            try await connection.send(
                "POST /act HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
            #expect(try await connection.receive { try HTTPAnswer.parse($0) }.status == 100)
            try await connection.send(body)
            #expect(try await connection.receive { try HTTPAnswer.parse($0) }.status == 200)
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        var limits = Served.limits
        limits.messageBytes = 1000
        try await Served.http(Served.service(), limits: limits) { server in
            let announced = try await TCPPeer(port: server.port)
            #expect(try await announced.post("/act", String(repeating: " ", count: 1001)).status == 413)
            let chunked = try await TCPPeer(port: server.port)
            try await chunked.send("POST /act HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "320\r\n" + String(repeating: " ", count: 800) + "\r\n"
            try await chunked.send(chunk + chunk)
            #expect(try await chunked.receive { try HTTPAnswer.parse($0) }.status == 413)
            #expect(try await TCPPeer.post(server.port, "/act", Served.act(1)).status == 200)
        }
    }

    @Test func largeBodiesOfOthersLeaveNoRoom() async throws {
        var limits = Served.limits
        limits.bufferedBytes = 1000
        try await Served.http(Served.service(), limits: limits) { server in
            let large = try await TCPPeer(port: server.port)
            let start = "POST /act HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n"
            try await large.send(start + String(repeating: " ", count: 990))
            let body = Served.act(1)
            await eventually("there is no room for another") {
                (try? await TCPPeer.post(server.port, "/act", body).status) == 503
            }
            await large.close()
            await eventually("there is room again") {
                (try? await TCPPeer.post(server.port, "/act", body).status) == 200
            }
        }
    }

    @Test func headersThatAreTooLargeAreRefused() async throws {
        try await Served.http(Served.service()) { server in
            let connection = try await TCPPeer(port: server.port)
            try await connection.send("GET /health HTTP/1.1\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n")
            #expect(try await connection.receive { try HTTPAnswer.parse($0) }.status == 400)
            await eventually("it is closed") { connection.isClosed }
        }
    }

    @Test func headsThatDoNotComeEndTheirConnection() async throws {
        var limits = Served.limits
        limits.headTime = .milliseconds(300)
        try await Served.http(Served.service(), limits: limits) { server in
            let silent = try await TCPPeer(port: server.port)
            let slow = try await TCPPeer(port: server.port)
            // A busy machine may have been slower than the server's patience.
            try? await slow.send("GET /hea")
            for connection in [silent, slow] { await eventually("it is closed") { connection.isClosed } }
        }
    }

    @Test func bodiesThatDoNotComeAreRefused() async throws {
        var limits = Served.limits
        limits.messageTime = .seconds(1)
        try await Served.http(Served.service(), limits: limits) { server in
            let slow = try await TCPPeer(port: server.port)
            try await slow.send("POST /act HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            #expect(try await slow.receive { try HTTPAnswer.parse($0) }.status == 408)
        }
    }

    @Test func idleConnectionsAreClosed() async throws {
        var limits = Served.limits
        limits.idleTime = .milliseconds(300)
        try await Served.http(Served.service(), limits: limits) { server in
            let idle = try await TCPPeer(port: server.port)
            #expect(try await idle.request("GET", "/health").status == 200)
            await eventually("it is closed") { idle.isClosed }
        }
    }

    @Test func moreConnectionsThanAllowedAreClosed() async throws {
        var limits = Served.limits
        limits.connections = 2
        try await Served.http(Served.service(), limits: limits) { server in
            let first = try await TCPPeer(port: server.port)
            let second = try await TCPPeer(port: server.port)
            #expect(try await first.request("GET", "/health").status == 200)
            #expect(try await second.request("GET", "/health").status == 200)
            let third = try await TCPPeer(port: server.port)
            await eventually("the third is closed") { third.isClosed }
            await first.close()
            await eventually("its place is free") { server.connectionCount == 1 }
            #expect(try await TCPPeer.health(server.port) == 200)
        }
    }

    @Test func aClientThatLeavesDoesNotMatter() async throws {
        let gate = Signal()
        let policy = StandInPolicy(gate: gate)
        try await Served.http(Served.service(policy)) { server in
            let leaving = try await TCPPeer(port: server.port)
            try await leaving.send("POST /act HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{\"obs")
            await leaving.close()
            let body = Served.act(1)
            let asked = try await TCPPeer(port: server.port)
            try await asked.send("POST /act HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            await eventually("the request is at the policy") { policy.calls == 1 }
            await asked.close()
            await eventually("both are gone") { server.connectionCount == 0 }
            gate.fire()
            let answer = try await TCPPeer.post(server.port, "/act", Served.act(2))
            #expect(try HTTPServerTests.actions(answer)[0] == 2)
        }
    }

    @Test func mutatedRequestsNeverStopTheServer() async throws {
        try await Served.http(Served.service(ArmPolicy())) { server in
            let body = Served.act(1)
            let good = Array("POST /act HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
            var random = NumberedBytes(seed: 4)
            for _ in 0..<300 {
                let connection = try await TCPPeer(port: server.port)
                try? await connection.send(random.mutated(good))
                await connection.close()
            }
            let last = #"{"observation": {"state.gripper": [[77]]}}"#
            let answer = try await TCPPeer.post(server.port, "/act", last)
            #expect(answer.status == 200)
        }
    }

    @Test func mutatedBodiesAreAllAnswered() async throws {
        try await Served.http(Served.service(ArmPolicy())) { server in
            let connection = try await TCPPeer(port: server.port)
            var random = NumberedBytes(seed: 8)
            let good = Array(
                #"{"observation": {"state.gripper": [[77]], "annotation.task": ["go"]}, "options": {}}"#.utf8)
            for _ in 0..<1000 {
                let answer = try await connection.request("POST", "/act", body: [0x20] + random.mutated(good))
                #expect([200, 400].contains(answer.status), "\(answer.text)")
            }
        }
    }

    @Test func aPeerThatReadsNothingIsLeft() async throws {
        var limits = Served.limits
        limits.unreadTime = .milliseconds(500)
        try await Served.http(Served.service(), limits: limits) { server in
            let deaf = try await TCPPeer(port: server.port, isReading: false)
            let request = Array("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            let flood = Task { try? await deaf.send((0..<20_000).flatMap { _ in request }) }
            await eventually("its connection is closed") { server.connectionCount == 0 }
            await deaf.close()
            await flood.value
        }
    }
}
