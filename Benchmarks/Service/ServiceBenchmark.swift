// What a server adds to a policy: requests of one 256x256 picture over loopback, to a policy that answers at once.
//
//     swift run -c release service-benchmark [REQUESTS] [CONNECTIONS]      10000 and 1 where absent
import Client
import Embodiment
import Foundation
import Media
import Service

/// Answers at once with 16 steps of 7 joints, the first of which is the observation's.
private struct InstantPolicy: ServedPolicy {
    let modalityConfigs = [
        "video": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.video, "webcam")]),
        "state": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.state, "arm")]),
        "action": ModalityConfig(deltaIndices: Array(0..<16), modalityKeys: [ModalityKey(.action, "arm")]),
        "language": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.annotation, "task")]),
    ]

    func getAction(_ request: ActionRequest) -> ActionReply {
        ActionReply(
            chunks: request.observations.map { observation in
                let first = observation.state["arm"]?.values.first ?? .nan
                return ActionChunk(actions: ["arm": Matrix(rows: 16, columns: 7, repeating: first)])
            })
    }

    func reset(_ session: SessionID) {}
}

@main
private enum ServiceBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let (requests, connections) = (arguments.first ?? 10_000, arguments.dropFirst().first ?? 1)
        var options = ServiceOptions()
        options.port = 0
        let service = try await PolicyService(InstantPolicy(), options: options)
        let server = try await ZeroMQServer(service)
        let address = try ServiceAddress(host: "127.0.0.1", port: server.port)
        let report = try await LoadTest(requests: requests, connections: connections, warmUp: 20).run { connection in
            let client = ExternalRobotInferenceClient(try ClientOptions(address: address, timeout: .seconds(30)))
            // Every connection its own number: an answer to another is counted as a failure.
            let number = Double(connection)
            let observation = Observation(
                video: ["webcam": [Image(height: 256, width: 256, pixels: Array(repeating: 127, count: 196_608))]],
                state: ["arm": Matrix(rows: 1, columns: 7, repeating: number)], annotation: ["task": ["pick the pear"]])
            return {
                let reply = try await client.getAction(observation, options: .init())
                guard reply.chunks.first?.actions["arm"]?.values.allSatisfy({ $0 == number }) == true else {
                    throw WrongAnswer()
                }
                return reply
            }
        }
        let latency = report.latency
        print(
            String(
                format:
                    "%d answers, %d failures, %d connections: median %.3f ms, p99 %.3f ms, largest %.3f ms; %.0f answers/s",
                report.answered, report.failed, connections, 1000 * latency.median, 1000 * latency.p99,
                1000 * latency.maximum, report.answersPerSecond))
        await service.shutdown([server])
    }

    private struct WrongAnswer: Error {}
}
