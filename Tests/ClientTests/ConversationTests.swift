import Client
import Embodiment
import Foundation
import Synchronization
import TestSupport
import Testing
import Wire

/// What client and server say to each other.
@Suite struct ConversationTests {
    @Test(arguments: IsaacDialect.allCases)
    func theAnswerIsThePolicys(dialect: IsaacDialect) async throws {
        let server = try StandInPolicy.server(dialect: dialect)
        let client = ExternalRobotInferenceClient(try StandInPolicy.options(server.port, dialect: dialect))
        #expect(try await client.ping() == "Server is running")
        #expect(try await client.modalityConfigs == StandInPolicy.configs)
        let observation = StandInPolicy.observation
        #expect(try await client.getAction(observation) == StandInPolicy.chunk(observation))
        #expect(try await client.reset())
        try await client.killServer()
    }

    @Test(arguments: IsaacDialect.allCases)
    func optionsReachTheServerAndTimingComesBack(dialect: IsaacDialect) throws {
        let server = try StandInPolicy.server(dialect: dialect)
        let client = BlockingRobotInferenceClient(
            try StandInPolicy.options(server.port, dialect: dialect, session: "arm 1"))
        let asked = RequestOptions(noise: [0.75, 1], executedSteps: 8, timing: true)
        let reply = try client.getAction(StandInPolicy.observation, options: asked)
        #expect(reply.chunks == [StandInPolicy.chunk(StandInPolicy.observation, noise: [0.75])])
        #expect(reply.timing.map(\.stage) == ["queue", "backbone"])
        #expect(reply.timing.map(\.milliseconds) == [0.5, 8])
        #expect(reply.notices == ["session arm 1, 8 steps"])
        let asOther = RequestOptions(session: "arm 2", timing: true)
        let other = try client.getAction(StandInPolicy.observation, options: asOther)
        #expect(other.notices == ["session arm 2, -1 steps"])
    }

    @Test(arguments: IsaacDialect.allCases)
    func theServerSeesTheDialectAndTheWholeObservation(dialect: IsaacDialect) throws {
        let box = Received()
        let server = try StandInServer { message, _ in
            box.keep(message)
            return [[StandInPolicy.answer(message, dialect: dialect)]]
        }
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(server.port, dialect: dialect))
        _ = try client.getAction(StandInPolicy.observation)
        let request = try IsaacEnvelope(box.messages[0]).request()
        #expect(request.dialect == dialect)
        #expect(request.observation?.observations == [StandInPolicy.observation])
        #expect(request.observation?.isBatched == (dialect != .n15))
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared"))
    func theRequestSaysWhatTheRecordedOneSays() throws {
        let file = Shared.fixtures.appending(path: "service/get_action_request.msgpack")
        let recorded = try IsaacEnvelope(Array(Data(contentsOf: file))).request()
        let observation = try #require(recorded.observation?.observations.first)
        let box = Received()
        let reply = try Array(Data(contentsOf: Shared.fixtures.appending(path: "service/get_action_response.msgpack")))
        let server = try StandInServer { message, _ in
            box.keep(message)
            return [[reply]]
        }
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(server.port))
        let chunk = try client.getAction(observation)
        #expect(chunk.horizon == 16)
        #expect(chunk.actions.mapValues(\.columns) == ["left_arm": 7, "right_arm": 7, "left_hand": 6, "right_hand": 6])
        let sent = try IsaacEnvelope(box.messages[0]).request()
        #expect(sent.observation == recorded.observation)
        #expect(sent.dialect == recorded.dialect)
    }

    @Test func aServersWordsAreTheError() throws {
        let server = try StandInServer { _, _ in [[IsaacReply.error("the model is tired").encoded(for: .n15)]] }
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(server.port))
        #expect(throws: ClientError.server("the model is tired")) { try client.getAction(StandInPolicy.observation) }
        #expect("\(ClientError.server("the model is tired"))" == "Server error: the model is tired")
    }

    @Test func theTokenOpensTheServer() throws {
        let server = try StandInPolicy.server(token: "secret")
        let address = "tcp://127.0.0.1:\(server.port)"
        #expect(throws: ClientError.unauthorized(address: address, hasToken: false)) {
            try BlockingRobotInferenceClient(try StandInPolicy.options(server.port)).ping()
        }
        #expect(throws: ClientError.unauthorized(address: address, hasToken: true)) {
            try BlockingRobotInferenceClient(try StandInPolicy.options(server.port, token: "guess")).ping()
        }
        try BlockingRobotInferenceClient(try StandInPolicy.options(server.port, token: "secret")).ping()
    }

    @Test func aServerWithoutMemoryNeedsNoReset() throws {
        let server = try StandInServer { _, _ in
            [[IsaacReply.error(IsaacReply.unknownEndpoint("reset")).encoded(for: .n15)]]
        }
        #expect(try !BlockingRobotInferenceClient(try StandInPolicy.options(server.port)).reset())
    }

    @Test func configsAreAskedForOnce() async throws {
        let box = Received()
        let server = try StandInServer { message, _ in
            box.keep(message)
            return [[StandInPolicy.answer(message)]]
        }
        let client = ExternalRobotInferenceClient(try StandInPolicy.options(server.port))
        for _ in 0..<3 { #expect(try await client.modalityConfigs == StandInPolicy.configs) }
        #expect(box.messages.count == 1)
    }
}

/// The messages that a server got.
final class Received: Sendable {
    private let kept = Mutex<[[UInt8]]>([])
    func keep(_ message: [UInt8]) { kept.withLock { $0.append(message) } }
    var messages: [[UInt8]] { kept.withLock { $0 } }
}
