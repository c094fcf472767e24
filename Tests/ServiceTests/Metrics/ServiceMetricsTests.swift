import Embodiment
import Service
import Testing

@Suite struct ServiceMetricsTests {
    @Test func requestsAreCountedByProtocolEndpointAndOutcome() {
        let metrics = ServiceMetrics()
        metrics.count(.zeroMQ, .getAction, .ok, took: .milliseconds(3))
        metrics.count(.zeroMQ, .getAction, .ok, took: .milliseconds(70))
        metrics.count(.http, .getAction, .unauthorized, took: .zero)
        let lines = metrics.lines()
        let series = "protocol=\"zeromq\",endpoint=\"get_action\""
        #expect(lines.contains("gr00t_requests_total{\(series),outcome=\"ok\"} 2"))
        #expect(
            lines.contains("gr00t_requests_total{protocol=\"http\",endpoint=\"get_action\",outcome=\"unauthorized\"} 1")
        )
        let name = "gr00t_request_duration_seconds"
        #expect(lines.contains("\(name)_bucket{\(series),le=\"0.0025\"} 0"))
        #expect(lines.contains("\(name)_bucket{\(series),le=\"0.005\"} 1"))
        #expect(lines.contains("\(name)_bucket{\(series),le=\"0.1\"} 2"))
        #expect(lines.contains("\(name)_bucket{\(series),le=\"+Inf\"} 2"))
        #expect(lines.contains("\(name)_count{\(series)} 2"))
    }

    @Test func theQueueTellsOfStagesBatchesAndSessions() async throws {
        let metrics = ServiceMetrics()
        let queue = RequestQueue(StandInPolicy(), options: .init(), metrics: metrics)
        for number in 0..<3 { _ = try await queue.submit(ActionRequest("\(number)", number: number)) }
        let lines = queue.metricsText().split(separator: "\n").map(String.init)
        #expect(lines.contains("gr00t_stage_duration_seconds_count{stage=\"model\"} 3"))
        #expect(lines.contains("gr00t_stage_duration_seconds_sum{stage=\"model\"} 0.003"))
        #expect(lines.contains("gr00t_stage_duration_seconds_count{stage=\"queue\"} 3"))
        #expect(lines.contains("gr00t_batch_observations_bucket{le=\"1.0\"} 3"))
        #expect(lines.contains("gr00t_queue_length 0"))
        #expect(lines.contains("gr00t_sessions 3"))
    }

    @Test func everyLineIsACommentOrASample() async throws {
        let metrics = ServiceMetrics()
        metrics.count(.webSocket, .metadata, .ok, took: .zero)
        let queue = RequestQueue(StandInPolicy(), options: .init(), metrics: metrics)
        _ = try await queue.submit(ActionRequest("a", number: 1))
        let sample = #/[a-z0-9_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.e+-]+/#
        for line in queue.metricsText().split(separator: "\n") where !line.hasPrefix("# ") {
            #expect(line.wholeMatch(of: sample) != nil, "\(line)")
        }
    }

    @Test func anOutcomeSaysWhoseFaultItWas() {
        #expect(RequestOutcome(ServiceError.busy(waiting: 3)) == .busy)
        #expect(RequestOutcome(ServiceError.expired(after: .seconds(1))) == .expired)
        #expect(RequestOutcome(ServiceError.unknownEndpoint("x")) == .badRequest)
        #expect(RequestOutcome(CancellationError()) == .cancelled)
        #expect(RequestOutcome(StandInFailure(number: 1)) == .failed)
        #expect(RequestOutcome(StandInFailure(number: 1)) { $0 is StandInFailure } == .badRequest)
    }
}
