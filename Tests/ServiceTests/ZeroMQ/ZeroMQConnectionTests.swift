import Embodiment
import Service
import Testing
import Wire
import ZeroMQ

@Suite struct ZeroMQConnectionTests {
    @Test func aMessageWithoutEndIsCutOff() async throws {
        let served = try await ServedStandIn()
        let (address, port) = (served.address, served.server.port)
        let (isClosed, number) = try await onOwnThread {
            let peer = try RawConnection(port: port, sending: ZMTP.greeting + ZMTP.ready)
            // Empty parts, of which one more always follows.
            let parts = [UInt8](repeating: 0, count: 1 << 16).enumerated().map { UInt8($0.offset % 2 == 0 ? 1 : 0) }
            for _ in 0..<1000 where !peer.sends(parts) { break }
            return (comesTrue { peer.isClosed }, try IsaacTestClient(address).getAction(Observation(number: 1)).number)
        }
        #expect(isClosed)
        #expect(number == 1)
        await served.shutdown()
    }

    @Test(arguments: [[], ZMTP.greeting, ZMTP.greeting + ZMTP.ready + [1, 0, 0, 9, 0x81]] as [[UInt8]])
    func aConnectionThatStandsStillIsClosed(bytes: [UInt8]) async throws {
        let served = try await ServedStandIn { $0.messageTime = .milliseconds(50) }
        let port = served.server.port
        let isClosed = try await onOwnThread {
            let peer = try RawConnection(port: port, sending: bytes)
            return comesTrue { peer.isClosed }
        }
        #expect(isClosed)
        await served.shutdown()
    }

    @Test func aClientThatOnlyWaitsBetweenRequestsIsNotClosed() async throws {
        let served = try await ServedStandIn { $0.messageTime = .milliseconds(1500) }
        let address = served.address
        let rounds = try await onOwnThread {
            let client = try IsaacTestClient(address, .dealer)
            try client.send([], IsaacTestClient.request(Observation(number: 1)))
            let first = try IsaacCall.actions(in: client.receive()).round
            #expect(throws: ZeroMQError.self) { try client.receive(within: .milliseconds(2500)) }
            try client.send([], IsaacTestClient.request(Observation(number: 2)))
            return [first, try IsaacCall.actions(in: client.receive()).round]
        }
        #expect(rounds == [1, 2])
        await served.shutdown()
    }

    @Test func connectionsWithoutATokenMakeRoomForTheOthers() async throws {
        let served = try await ServedStandIn {
            $0.maxConnections = 4
            $0.apiToken = "secret"
        }
        let (address, port) = (served.address, served.server.port)
        let (rounds, closed) = try await onOwnThread {
            let robot = try IsaacTestClient(address)
            var rounds = [try robot.getAction(Observation(number: 1), token: "secret").round]
            let crowd = try (0..<20).map { _ in try RawConnection(port: port, sending: ZMTP.greeting + ZMTP.ready) }
            // The robot's is one of four.
            let isEnough = comesTrue { crowd.filter(\.isClosed).count == 17 }
            rounds.append(try robot.getAction(Observation(number: 2), token: "secret").round)
            return (rounds, isEnough)
        }
        #expect(rounds == [1, 2])
        #expect(closed)
        await served.shutdown()
    }

    @Test func unfinishedMessagesWithoutATokenMakeRoomForTheOthers() async throws {
        let served = try await ServedStandIn {
            $0.limits.bytes = 100_000
            $0.apiToken = "secret"
        }
        let (address, port) = (served.address, served.server.port)
        let (rounds, closed) = try await onOwnThread {
            let robot = try IsaacTestClient(address)
            var rounds = [try robot.getAction(Observation(number: 1), token: "secret").round]
            let begun =
                ZMTP.greeting + ZMTP.ready + [2, 0, 0, 0, 0, 0, 1, 0x80, 0] + [UInt8](repeating: 0, count: 90_000)
            let crowd = try (0..<3).map { _ in try RawConnection(port: port, sending: begun) }
            rounds.append(try robot.getAction(Observation(number: 2), token: "secret").round)
            return (rounds, comesTrue { crowd.filter(\.isClosed).count == 1 })
        }
        #expect(rounds == [1, 2])
        #expect(closed)
        await served.shutdown()
    }

    @Test func aRequestThatComesInPiecesIsAnswered() async throws {
        let served = try await ServedStandIn()
        let port = served.server.port
        let frames = ZMTPFrame.message([[], IsaacTestClient.request(Observation(number: 5))])
        let count = ZMTPConnection.opening.count + 10
        let received = try await onOwnThread {
            let peer = try RawConnection(port: port, sending: [])
            for byte in ZMTP.greeting + ZMTP.ready + frames { _ = peer.sends([byte]) }
            return peer.received(count)
        }
        #expect(received.starts(with: ZMTPConnection.opening))
        #expect(received.count == count)
        #expect(served.policy.seen.batches == [[5]])
        await served.shutdown()
    }
}
