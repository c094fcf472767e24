import Embodiment
import Service
import Testing
import Wire

@Suite struct LeRobotServerTests {
    @Test func anObservationGetsItsChunk() async throws {
        let policy = ArmPolicy()
        try await Self.served(policy) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            #expect(try await peer.observe(TestRobot.observation(timestep: 7, mustGo: true)).status == 0)
            let actions = try #require(try await peer.actions())
            #expect(actions.map(\.timestep) == Array(7..<13))
            #expect(actions.map(\.action) == (0..<6).map { step in (0..<6).map { Float(10 + $0 + step) } })
            let times = actions.map { $0.timestamp - 1000.5 }
            for (step, time) in times.enumerated() { #expect(abs(time - Double(step) / 30) < 1e-6) }

            let observation = try #require(policy.requests.first?.observations.first)
            #expect(observation.state["single_arm"]?.values == [10, 11, 12, 13, 14])
            #expect(observation.state["gripper"]?.values == [15])
            #expect(observation.video["front"]?.first?.pixels == [UInt8](repeating: 1, count: 18))
            #expect(observation.video["wrist"]?.first?.pixels == [UInt8](repeating: 2, count: 18))
            #expect(observation.annotation["human.task_description"] == ["go"])
        }
    }

    @Test func aLargeObservationComesInParts() async throws {
        let policy = ArmPolicy()
        try await Self.served(policy) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            let large = TestRobot.observation(padding: 500_000)
            #expect(try await peer.observe(large, part: 100_000).status == 0)
            #expect(try await peer.actions()?.count == 6)
        }
    }

    @Test func onlyTheNewestObservationIsAnswered() async throws {
        let policy = ArmPolicy()
        try await Self.served(policy) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            for timestep in 1...5 {
                #expect(try await peer.observe(TestRobot.observation(timestep: timestep)).status == 0)
            }
            #expect(try await peer.actions()?.first?.timestep == 5)
            #expect(try await peer.actions() == nil)
            #expect(policy.requests.count == 1)
        }
    }

    @Test func aTimestepIsAnsweredOnceUnlessItMustGo() async throws {
        let policy = ArmPolicy()
        try await Self.served(policy) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            _ = try await peer.observe(TestRobot.observation(timestep: 3))
            #expect(try await peer.actions()?.first?.timestep == 3)
            _ = try await peer.observe(TestRobot.observation(timestep: 3))
            #expect(try await peer.actions() == nil)
            _ = try await peer.observe(TestRobot.observation(timestep: 3, mustGo: true))
            #expect(try await peer.actions()?.first?.timestep == 3)
            _ = try await peer.observe(TestRobot.observation(timestep: 8))
            #expect(try await peer.actions()?.first?.timestep == 8)
            #expect(policy.requests.map(\.executedSteps) == [nil, 0, 5])
        }
    }

    @Test func whoWaitsGetsWhatComes() async throws {
        try await Self.served(ArmPolicy(), wait: .seconds(20)) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            async let actions = peer.actions()
            try await Task.sleep(for: .milliseconds(50))
            _ = try await peer.observe(TestRobot.observation(timestep: 2))
            #expect(try await actions?.first?.timestep == 2)
        }
    }

    @Test func readyStartsAnew() async throws {
        let policy = ArmPolicy()
        try await Self.served(policy) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            _ = try await peer.observe(TestRobot.observation(timestep: 9))
            #expect(try await peer.start().status == 0)
            #expect(try await peer.actions() == nil)
            #expect(policy.resetSessions.count == 2)
        }
    }

    @Test func aPolicyThatFailsSaysWhyAndTheTimestepMayComeAgain() async throws {
        try await Self.served(ArmPolicy()) { server in
            let peer = try await GRPCPeer(port: server.port)
            #expect(try await peer.start().status == 0)
            _ = try await peer.observe(TestRobot.observation(timestep: 1, task: "fail"))
            let failed = try await peer.call("GetActions")
            #expect(failed.status == 13)
            #expect(failed.message.contains("the arm's policy fails"))
            _ = try await peer.observe(TestRobot.observation(timestep: 1))
            #expect(try await peer.actions()?.first?.timestep == 1)
        }
    }

    @Test func aBrokenConnectionIsGoneOnWith() async throws {
        try await Self.served(ArmPolicy()) { server in
            let first = try await GRPCPeer(port: server.port)
            #expect(try await first.start().status == 0)
            await first.close()
            await eventually("the server has seen it") { server.waitingSessionCount == 1 }
            let second = try await GRPCPeer(port: server.port)
            #expect(try await second.observe(TestRobot.observation(timestep: 4)).status == 0)
            #expect(try await second.actions()?.first?.timestep == 4)
        }
    }

    @Test func aClientThatIsStartedAnewLeavesNothingBehind() async throws {
        try await Self.served(ArmPolicy()) { server in
            for _ in 0..<3 {
                let peer = try await GRPCPeer(port: server.port)
                #expect(try await peer.start().status == 0)
                #expect(server.waitingSessionCount == 0)
                await peer.close()
                await eventually("the server has seen it") { server.waitingSessionCount == 1 }
            }
        }
    }

    @Test func clientsAreToldApart() async throws {
        try await Self.served(ArmPolicy()) { server in
            let peers = [try await GRPCPeer(port: server.port), try await GRPCPeer(port: server.port)]
            for (index, peer) in peers.enumerated() {
                #expect(try await peer.start().status == 0)
                _ = try await peer.observe(TestRobot.observation(first: Double(100 * index)))
            }
            #expect(try await peers[1].actions()?.first?.action.first == 100)
            #expect(try await peers[0].actions()?.first?.action.first == 0)
        }
    }

    @Test func shutdownSendsWaitingClientsAway() async throws {
        var settings = LeRobotSettings(stateWidths: ArmPolicy.widths)
        settings.wait = .seconds(30)
        let service = try await Served.service(ArmPolicy()) { $0.shutdownGrace = .seconds(30) }
        let server = try await LeRobotServer(service, settings, limits: Served.limits)
        let peer = try await GRPCPeer(port: server.port)
        #expect(try await peer.start().status == 0)
        try await withThrowingTaskGroup(of: Int?.self) { calls in
            for _ in 0..<2 { calls.addTask { try await peer.actions()?.count } }
            // The second to wait takes the place of the first, so that one is sure to be waiting.
            let first = try await calls.next()
            #expect(first == .some(nil))
            let start = ContinuousClock.now
            await server.shutdown()
            let second = try await calls.next()
            #expect(second == .some(nil))
            #expect(start.duration(to: .now) < .seconds(20))
        }
        #expect(server.connectionCount == 0)
    }

    @Test func withoutATokenOnlyThisMachineIsServed() async throws {
        let service = try await Served.service(ArmPolicy()) { ($0.host, $0.apiToken) = ("0.0.0.0", "secret") }
        let settings = LeRobotSettings(stateWidths: ArmPolicy.widths)
        await #expect(throws: TransportError.noTokenInProtocol(host: "0.0.0.0")) {
            _ = try await LeRobotServer(service, settings)
        }
        let allowing = try await Served.service(ArmPolicy()) {
            ($0.host, $0.apiToken, $0.isLeRobotWithoutToken) = ("0.0.0.0", "secret", true)
        }
        try await Served.running(LeRobotServer(allowing, settings)) { server in
            let answer = try await GRPCPeer(port: server.port).call("Ready")
            #expect(answer.status == 0)
        }
    }

    /// Starts a server that waits for observations no longer than `wait`.
    static func served(
        _ policy: ArmPolicy, wait: Duration = .milliseconds(100), limits: TransportLimits = Served.limits,
        _ body: (LeRobotServer) async throws -> Void
    ) async throws {
        var settings = LeRobotSettings(stateWidths: ArmPolicy.widths)
        settings.wait = wait
        let service = try await Served.service(policy)
        try await Served.running(LeRobotServer(service, settings, limits: limits), body)
    }
}
