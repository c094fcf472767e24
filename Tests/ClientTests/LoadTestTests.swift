import Client
import Embodiment
import Synchronization
import Testing
import Wire

@Suite struct LoadTestTests {
    private struct Refused: Error, CustomStringConvertible { let description = "refused" }

    private static let reply = ActionReply(
        chunks: [StandInPolicy.chunk(StandInPolicy.observation)],
        timing: [StageTime("queue", milliseconds: 1), StageTime("model", milliseconds: 4)])

    @Test(arguments: [(1, 1), (10, 3), (2, 8)])
    func everyRequestIsAsked(requests: Int, connections: Int) async throws {
        let (asked, answered) = (Counter(), Counter())
        let report = try await LoadTest(requests: requests, connections: connections, warmUp: 2).run { _ in
            {
                asked.count()
                return Self.reply
            }
        } onAnswer: {
            answered.count()
        }
        #expect(report.answered == requests)
        #expect(answered.value == requests)
        #expect(report.connections == min(requests, connections))
        #expect(asked.value == requests + 2 * report.connections)
        #expect(report.stages.map(\.name) == ["queue", "model"])
        #expect(report.stages.map(\.latency.median) == [0.001, 0.004])
        #expect(report.latency.count == requests)
    }

    @Test func failuresAreCountedAndADeadServerEndsTheTest() async throws {
        let asked = Counter()
        let report = try await LoadTest(requests: 1000, connections: 2, warmUp: 0).run { index in
            {
                asked.count()
                // Connection 1 fails from the start, connection 0 at every fourth request.
                if index == 1 || asked.value % 4 == 0 { throw Refused() }
                return Self.reply
            }
        }
        #expect(report.failed >= LoadTest.failuresInARow)
        #expect(report.failures == ["refused"])
        #expect(report.answered >= 300)
        #expect(report.answered + report.failed <= 500 + LoadTest.failuresInARow)
    }

    @Test func aServerThatRefusesTheFirstRequestIsAnError() async throws {
        await #expect(throws: Refused.self) {
            try await LoadTest(requests: 10).run { _ in { throw Refused() } }
        }
    }

    /// Clients that share a server and its thread: every one gets the answer to its own question.
    @Test func manyClientsAtOnceGetTheirOwnAnswers() async throws {
        let server = try StandInPolicy.server()
        let options = try StandInPolicy.options(server.port)
        let report = try await LoadTest(requests: 320, connections: 16).run { index in
            let client = ExternalRobotInferenceClient(options)
            let noise: [Float] = [Float(index)]
            let expected = StandInPolicy.chunk(StandInPolicy.observation, noise: noise)
            return {
                let asked = RequestOptions(noise: noise, timing: true)
                let reply = try await client.getAction(StandInPolicy.observation, options: asked)
                guard reply.chunks == [expected] else { throw Refused() }
                return reply
            }
        }
        #expect(report.answered == 320)
        #expect(report.failed == 0)
        #expect(report.answersPerSecond > 0)
    }
}

private final class Counter: Sendable {
    private let number = Mutex(0)
    func count() { number.withLock { $0 += 1 } }
    var value: Int { number.withLock { $0 } }
}
