import Embodiment
import Foundation
import Service
import TestSupport
import Testing
import Wire
import ZeroMQ

@Suite struct ZeroMQProtocolTests {
    @Test func pingIsAnswered() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        #expect(try await onOwnThread { try IsaacTestClient(address).ping() } == "Server is running")
        await served.shutdown()
    }

    @Test func anUnknownEndpointIsNamed() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let error = try await onOwnThread {
            let client = try IsaacTestClient(address)
            return serverError { try IsaacCall.status(in: client.ask("dance")) }
        }
        #expect(error == "Unknown endpoint: dance")
        await served.shutdown()
    }

    @Test func anErrorOfThePolicyIsTheReplyAndTheNextRequestIsAnswered() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let (error, next) = try await onOwnThread {
            let client = try IsaacTestClient(address)
            let error = serverError { try client.getAction(Observation(number: 5, fails: true)) }
            return (error, try client.getAction(Observation(number: 6)).number)
        }
        #expect(error == "the stand-in fails at 5")
        #expect(next == 6)
        await served.shutdown()
    }

    @Test(arguments: [("wrong", false), (nil, false), ("secret", true)] as [(String?, Bool)])
    func aTokenIsCheckedAtEveryEndpoint(token: String?, isRight: Bool) async throws {
        let served = try await ServedStandIn {
            $0.apiToken = "secret"
            $0.allowsKill = true
        }
        let address = served.address
        let errors = try await onOwnThread {
            let client = try IsaacTestClient(address)
            let endpoints = ["ping", "get_modality_config", "reset", "dance", "kill"]
            let errors = try endpoints.map { endpoint in
                let reply = try client.ask(endpoint, token: token)
                return serverError { try IsaacCall.status(in: reply) }
            }
            return errors + [serverError { try client.getAction(Observation(number: 1), token: token) }]
        }
        if isRight {
            #expect(errors == [nil, nil, nil, "Unknown endpoint: dance", nil, nil])
        } else {
            #expect(errors == Array(repeating: "Unauthorized: Invalid API token", count: 6))
        }
        #expect(served.service.killed.hasFired == isRight)
        #expect(served.policy.calls == (isRight ? 1 : 0))
        await served.shutdown()
    }

    @Test func killNeedsPermission() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let error = try await onOwnThread {
            let client = try IsaacTestClient(address)
            return serverError { try IsaacCall.status(in: client.ask("kill")) }
        }
        #expect(error?.contains("--allow-kill") == true)
        #expect(!served.service.killed.hasFired)
        await served.shutdown()
    }

    @Test func killIsAnsweredWithNullBeforeTheServerLeaves() async throws {
        let served = try await ServedStandIn { $0.allowsKill = true }
        let address = served.address
        async let reply = onOwnThread { try IsaacTestClient(address).ask("kill") }
        await served.service.killed.wait()
        await served.shutdown()
        #expect(try await reply == [0xC0])
    }

    @Test func modalityConfigsFollowWhatTheClientSpokeLast() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let replies = try await onOwnThread {
            let client = try IsaacTestClient(address)
            let before = try client.ask("get_modality_config")
            let actions = try MessagePack.decode(client.ask(IsaacTestClient.newerRequest(Observation(number: 4))))
            let between = try client.ask("get_modality_config")
            _ = try client.getAction(Observation(number: 5))
            return (before, between, try client.ask("get_modality_config"), actions)
        }
        let configs = served.policy.modalityConfigs
        #expect(try IsaacCall.modalityConfigs(in: replies.0) == configs)
        #expect(replies.1 == IsaacReply.modalityConfigs(configs).encoded(for: .n17))
        #expect(replies.2 == replies.0)
        guard case .list(let parts) = replies.3 else {
            Issue.record("N1.7's reply is a list, not \(replies.3)")
            return
        }
        #expect(parts.count == 2)
        await served.shutdown()
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared"))
    func theReferencesRecordedRequestsAreAnswered() async throws {
        let served = try await ServedStandIn()
        let address = served.address
        let folder = Shared.fixtures.appending(path: "service")
        let ping = [UInt8](try Data(contentsOf: folder.appending(path: "ping_request.msgpack")))
        let action = [UInt8](try Data(contentsOf: folder.appending(path: "get_action_request.msgpack")))
        let (status, chunk) = try await onOwnThread {
            let client = try IsaacTestClient(address)
            return (try IsaacCall.status(in: client.ask(ping)), try IsaacCall.actions(in: client.ask(action)).chunks)
        }
        #expect(status == "Server is running")
        #expect(chunk.map(\.horizon) == [2])
        await served.shutdown()
    }
}
