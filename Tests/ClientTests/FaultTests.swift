import Client
import Embodiment
import Foundation
import Media
import Testing
import Wire

/// Servers that are late, silent, gone or mad. A client must say so, and must be of use afterwards.
@Suite struct FaultTests {
    /// Long enough for a loaded machine where an answer is expected, since only silence costs it.
    private static let patience = Duration.seconds(60)

    @Test func silenceIsAnErrorThatSaysWhatToDo() throws {
        let server = try StandInServer { _, _ in [] }
        let client = BlockingRobotInferenceClient(
            try StandInPolicy.options(server.port, timeout: .milliseconds(100), attempts: 2))
        let error = try #require(throws: ClientError.self) { try client.ping() }
        #expect(error == .noAnswer(address: "tcp://127.0.0.1:\(server.port)", within: .milliseconds(100), attempts: 2))
        #expect("\(error)".hasPrefix("no answer from tcp://127.0.0.1:\(server.port) within 0.1 s, asked 2 times"))
        #expect("\(error)".contains("is `gr00t serve` running there"))
    }

    @Test func nobodyThereIsSilence() throws {
        let port = StandInServer.ownPort()
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(port, timeout: .milliseconds(100)))
        #expect(throws: ClientError.self) { try client.getAction(StandInPolicy.observation) }
    }

    /// The first request is answered after the client has given up, together with the second.
    @Test func aLateAnswerIsNeverTakenForTheNext() throws {
        let box = Received()
        let server = try StandInServer { message, number in
            box.keep(message)
            return number == 0 ? [] : [[StandInPolicy.answer(message)]]
        }
        var observation = StandInPolicy.observation
        let hasty = BlockingRobotInferenceClient(try StandInPolicy.options(server.port, timeout: .milliseconds(200)))
        #expect(throws: ClientError.self) { try hasty.getAction(observation) }
        observation.state["gripper"] = Matrix(rows: 1, columns: 1, values: [7])
        // On a loaded machine the short time-out may strike again.
        var chunk: ActionChunk?
        for _ in 0..<50 where chunk == nil { chunk = try? hasty.getAction(observation) }
        #expect(chunk == StandInPolicy.chunk(observation))
    }

    /// A server knows a robot by its session, which must not change with the connection.
    @Test func theSessionOutlivesTheConnection() throws {
        let box = Received()
        let server = try StandInServer { message, number in
            box.keep(message)
            return number == 0 ? [] : [[StandInPolicy.answer(message)]]
        }
        func makeClient() throws -> BlockingRobotInferenceClient {
            BlockingRobotInferenceClient(
                try StandInPolicy.options(server.port, timeout: .milliseconds(200), attempts: 50))
        }
        let client = try makeClient()
        _ = try client.getAction(StandInPolicy.observation)
        try client.reset()
        let count = box.messages.count
        _ = try makeClient().getAction(StandInPolicy.observation)
        let sessions = try box.messages.map { try IsaacEnvelope($0).request().options.session }
        #expect(Set(sessions.prefix(count)).count == 1)
        #expect(sessions.first != sessions.last)
        #expect(!sessions.contains(nil))
    }

    @Test func aRequestIsSentAgainWhereThatIsWanted() throws {
        let server = try StandInServer { message, number in number < 2 ? [] : [[StandInPolicy.answer(message)]] }
        let client = BlockingRobotInferenceClient(
            try StandInPolicy.options(server.port, timeout: .milliseconds(200), attempts: 50))
        #expect(try client.ping() == "Server is running")
    }

    @Test func aServerMayRestart() throws {
        let port = StandInServer.ownPort()
        let first = try StandInServer(port: port) { message, _ in [[StandInPolicy.answer(message)]] }
        let client = BlockingRobotInferenceClient(
            try StandInPolicy.options(port, timeout: .milliseconds(500), attempts: 50))
        try client.ping()
        first.close()
        let second = try StandInServer(port: port) { message, _ in [[StandInPolicy.answer(message)]] }
        #expect(try client.getAction(StandInPolicy.observation) == StandInPolicy.chunk(StandInPolicy.observation))
        second.close()
    }

    @Test func aClientWaitsForAServerThatStarts() async throws {
        let port = StandInServer.ownPort()
        let client = ExternalRobotInferenceClient(try StandInPolicy.options(port))
        async let words = client.waitUntilReady(within: Self.patience)
        try await Task.sleep(for: .milliseconds(300))
        let server = try StandInServer(port: port) { message, _ in [[StandInPolicy.answer(message)]] }
        #expect(try await words == "Server is running")
        server.close()
        await #expect(throws: ClientError.self) { try await client.waitUntilReady(within: .milliseconds(300)) }
    }

    @Test func aCancelledTaskDoesNotWait() async throws {
        let server = try StandInServer { _, _ in [] }
        let client = ExternalRobotInferenceClient(try StandInPolicy.options(server.port, timeout: .seconds(600)))
        let waiting = Task { try await client.getAction(StandInPolicy.observation) }
        let queued = Task { try await client.ping() }
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        waiting.cancel()
        queued.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        await #expect(throws: CancellationError.self) { try await queued.value }
        #expect(ContinuousClock.now - start < Self.patience)
    }

    @Test(arguments: [[], [0xc1], Array("ERROR".utf8), [0xdd, 0xff, 0xff, 0xff, 0xff], [0x93, 1, 2, 3], [0x80]])
    func nonsenseIsABadReply(reply: [UInt8]) throws {
        let server = try StandInServer { message, number in
            number < 3 ? [[reply]] : [[StandInPolicy.answer(message)]]
        }
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(server.port))
        for _ in 0..<3 {
            let error = try #require(throws: ClientError.self) { try client.getAction(StandInPolicy.observation) }
            guard case .badReply(let address, _) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(address == "tcp://127.0.0.1:\(server.port)")
        }
        #expect(try client.getAction(StandInPolicy.observation) == StandInPolicy.chunk(StandInPolicy.observation))
    }

    @Test(arguments: IsaacDialect.allCases)
    func damagedAnswersNeverTrap(dialect: IsaacDialect) throws {
        let server = try StandInServer { message, number in
            var reply = StandInPolicy.answer(message, dialect: dialect)
            // A mark that moves through the message, and a length that shrinks with it.
            let place = number &* 7919 % max(reply.count, 1)
            reply[place] ^= UInt8(truncatingIfNeeded: 1 << (number % 8))
            return [[number % 3 == 0 ? Array(reply.prefix(place)) : reply]]
        }
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(server.port, dialect: dialect))
        for round in 0..<300 {
            do {
                if round % 2 == 0 {
                    _ = try client.getAction(StandInPolicy.observation)
                } else {
                    _ = try client.getModalityConfig()
                }
            } catch is ClientError {}
        }
    }

    @Test func severalPartsAreABadReply() throws {
        let server = try StandInServer { message, _ in [[StandInPolicy.answer(message), [1]]] }
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(server.port))
        let error = try #require(throws: ClientError.self) { try client.ping() }
        #expect("\(error)".contains("2 parts instead of one"))
    }

    @Test func aRobotIsNotToldNumbersThatAreNone() throws {
        let server = try StandInServer { _, _ in
            let chunk = ActionChunk(actions: ["gripper": Matrix(rows: 2, columns: 1, values: [0, .nan])])
            let reply = IsaacReply.actions(ActionReply(chunks: [chunk]), isBatched: false, timing: false)
            return [[reply.encoded(for: .n15)]]
        }
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(server.port))
        #expect(throws: ClientError.notFinite(key: "action.gripper")) {
            try client.getAction(StandInPolicy.observation)
        }
    }

    @Test func anObservationThatCannotBeSentIsNamed() throws {
        let client = BlockingRobotInferenceClient(try StandInPolicy.options(1, timeout: .milliseconds(1)))
        func problem(_ change: (inout Observation) -> Void) throws -> String {
            var observation = StandInPolicy.observation
            change(&observation)
            return "\(try #require(throws: ClientError.self) { try client.getAction(observation) })"
        }
        #expect(try problem { $0.video["wrist"] = [] } == "video.wrist cannot be sent: it has no picture")
        let small = Image(height: 1, width: 2, pixels: [0, 0, 0, 0, 0, 0])
        #expect(try problem { $0.video["ego_view"]?.append(small) }.contains("differ in size, 6x4 and 2x1"))
        #expect(try problem { $0.video["ego_view"] = [Image(height: 0, width: 5, pixels: [])] }.contains("5x0"))
        #expect(try problem { $0.state["gripper"]?.values[0] = .infinity }.hasPrefix("state.gripper cannot be sent"))
    }

    @Test func aRequestBeyondTheLimitIsNotSent() throws {
        var options = try StandInPolicy.options(1, timeout: .milliseconds(1))
        options.limits.bytes = 100
        #expect(throws: ClientError.self) {
            try BlockingRobotInferenceClient(options).getAction(StandInPolicy.observation)
        }
    }
}
