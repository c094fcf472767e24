import Embodiment
import NIOHPACK
import Service
import Testing
import Wire

@Suite struct LeRobotRefusalTests {
    @Test(arguments: [
        (NamedBytes("another policy", TestRobot.instructions(type: "act")), 9, "--policy_type=groot"),
        (NamedBytes("two motors", TestRobot.instructions(motors: ["a.pos", "b.pos"])), 9, "a.pos, b.pos"),
        (NamedBytes("one camera", TestRobot.instructions(cameras: ["front"])), 9, "front, wrist"),
        (NamedBytes("another camera", TestRobot.instructions(cameras: ["front", "top"])), 9, "top"),
        (NamedBytes("no actions", TestRobot.instructions(chunk: 0)), 9, "actions_per_chunk"),
        (NamedBytes("an observation", TestRobot.observation()), 3, "RemotePolicyConfig"),
        (NamedBytes("os.system", [0x80, 2] + Array("cos\nsystem\n(X\u{4}\0\0\0truetR.".utf8)), 3, "system"),
        (NamedBytes("nothing", []), 3, ""),
    ])
    func instructionsThatDoNotFitAreExplained(_ pickle: NamedBytes, _ status: Int, _ word: String) async throws {
        try await LeRobotServerTests.served(ArmPolicy()) { server in
            let peer = try await GRPCPeer(port: server.port)
            let answer = try await peer.start(pickle.bytes)
            #expect(answer.status == status, "\(answer.message)")
            #expect(word.isEmpty || answer.message.contains(word), "\(answer.message)")
            #expect(try await peer.start().status == 0)
        }
    }

    @Test(arguments: [
        (NamedBytes("no gripper", TestRobot.observation(without: "gripper.pos")), "gripper.pos"),
        (NamedBytes("no wrist camera", TestRobot.observation(without: "wrist")), "wrist"),
        (NamedBytes("a negative timestep", TestRobot.observation(timestep: -1)), "timestep"),
        (NamedBytes("joints that are no numbers", TestRobot.observation(first: .nan)), "single_arm"),
        (NamedBytes("instructions", TestRobot.instructions()), "TimedObservation"), (NamedBytes("half", [0x80]), ""),
    ])
    func observationsThatDoNotFitAreExplained(_ pickle: NamedBytes, _ word: String) async throws {
        try await LeRobotServerTests.served(ArmPolicy()) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            let answer = try await peer.observe(pickle.bytes)
            #expect(answer.status == 3, "\(answer.message)")
            #expect(word.isEmpty || answer.message.contains(word), "\(answer.message)")
            #expect(try await peer.observe(TestRobot.observation()).status == 0)
            #expect(try await peer.actions()?.count == 6)
        }
    }

    @Test func aClientThatHasNotIntroducedItselfIsTold() async throws {
        try await LeRobotServerTests.served(ArmPolicy()) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.call("GetActions").status == 9)
            #expect(try await peer.observe(TestRobot.observation()).status == 9)
        }
    }

    @Test(
        arguments: [
            ("/transport.AsyncInference/Nothing", [:], [0, 0, 0, 0, 0], 12),
            ("/transport.LearnerService/Ready", [:], [0, 0, 0, 0, 0], 12),
            ("/transport.AsyncInference/Ready", ["grpc-encoding": "gzip"], [0, 0, 0, 0, 0], 12),
            ("/transport.AsyncInference/Ready", [:], [1, 0, 0, 0, 0], 12),
            ("/transport.AsyncInference/Ready", [:], [0, 0, 0, 0, 9, 1], 3),
            ("/transport.AsyncInference/SendObservations", [:], [0, 0xff, 0xff, 0xff, 0xff], 8),
            ("/transport.AsyncInference/SendPolicyInstructions", [:], [], 3),
        ] as [(String, HPACKHeaders, [UInt8], Int)])
    func whatIsNoCallIsRefused(_ path: String, _ headers: HPACKHeaders, _ bytes: [UInt8], _ status: Int) async throws {
        try await LeRobotServerTests.served(ArmPolicy()) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.call(path: path, headers: headers, bytes: bytes).status == status)
            #expect(try await peer.call("Ready").status == 0)
        }
    }

    @Test func whatIsNoGRPCGetsAnHTTPStatus() async throws {
        try await LeRobotServerTests.served(ArmPolicy()) { server in
            let peer = try await GRPCPeer(port: server.port)
            let answer = try await peer.call(
                path: "/transport.AsyncInference/Ready", headers: ["content-type": "text/plain"], bytes: [])
            #expect(answer.httpStatus == "415")
        }
    }

    @Test func tooMuchIsRefused() async throws {
        var limits = Served.limits
        limits.messageBytes = 10_000
        try await LeRobotServerTests.served(ArmPolicy(), limits: limits) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            #expect(try await peer.observe(TestRobot.observation(padding: 20_000)).status == 8)
            let empty = [[UInt8]](repeating: [], count: 5000)
            #expect(try await peer.call("SendObservations", empty).status == 8)
            #expect(try await peer.observe(TestRobot.observation()).status == 0)
        }
    }

    @Test func aCallThatDoesNotEndIsEnded() async throws {
        var limits = Served.limits
        limits.messageTime = .milliseconds(500)
        try await LeRobotServerTests.served(ArmPolicy(), limits: limits) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.call("SendObservations", [], isWhole: false).status == 4)
            #expect(try await peer.call("Ready").status == 0)
        }
    }

    @Test func mutatedPicklesNeverStopTheServer() async throws {
        try await LeRobotServerTests.served(ArmPolicy()) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            var random = NumberedBytes(seed: 7)
            let good = TestRobot.observation()
            for _ in 0..<500 {
                // A mutation may leave it good.
                #expect(try await [0, 3, 8, 9].contains(peer.observe(random.mutated(good)).status))
            }
            _ = try await peer.observe(TestRobot.observation(timestep: 3, first: 40, mustGo: true))
            #expect(try await peer.actions()?.first?.action.first == 40)
        }
    }

    @Test func bytesThatAreNoHTTP2NeverStopTheServer() async throws {
        var limits = Served.limits
        limits.headTime = .seconds(1)
        try await LeRobotServerTests.served(ArmPolicy(), limits: limits) { server in
            var random = NumberedBytes(seed: 6)
            let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
            // SETTINGS, HEADERS of stream 1 with nothing in it, DATA.
            let frames: [UInt8] =
                [0, 0, 0, 4, 0, 0, 0, 0, 0] + [0, 0, 1, 1, 4, 0, 0, 0, 1, 0x88] + [0, 0, 1, 0, 1, 0, 0, 0, 1, 7]
            for round in 0..<200 {
                let connection = try await TCPPeer(port: server.port)
                let bytes = round % 4 == 0 ? random.mutated(preface + frames) : preface + random.mutated(frames)
                try? await connection.send(bytes)
                await connection.close()
            }
            let http1 = try await TCPPeer(port: server.port)
            try await http1.send("GET / HTTP/1.1\r\n\r\n")
            await eventually("it is closed") { http1.isClosed }
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.call("Ready").status == 0)
        }
    }

    @Test func floodsOfControlFramesEndTheirConnectionOnly() async throws {
        try await LeRobotServerTests.served(ArmPolicy()) { server in
            let flood = try await TCPPeer(port: server.port)
            try await flood.send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0])
            let ping: [UInt8] = [0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
            for _ in 0..<100 where !flood.isClosed {
                try? await flood.send((0..<100).flatMap { _ in ping })
            }
            await eventually("the flood's connection is closed") { flood.isClosed }
            #expect(try await GRPCPeer(port: server.port).call("Ready").status == 0)
        }
    }
}
