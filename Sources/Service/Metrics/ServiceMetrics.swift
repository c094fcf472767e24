import Embodiment
import Synchronization

/// What a server has done since it started, for `GET /metrics`.
public final class ServiceMetrics: Sendable {
    private struct RequestKey: Hashable {
        let endpoint: EndpointKey
        let outcome: RequestOutcome
    }

    private struct EndpointKey: Hashable {
        let served: ServiceProtocol
        let endpoint: ServiceEndpoint

        var labels: String { "protocol=\"\(served.rawValue)\",endpoint=\"\(endpoint.rawValue)\"" }
    }

    private struct State {
        var requests: [RequestKey: Int] = [:]
        var latencies: [EndpointKey: Histogram] = [:]
        var stages: [String: Histogram] = [:]
        var batches = Histogram(Histogram.batchBounds)
    }

    /// Distinct names of stages; a policy that names more is measured in part.
    private static let maxStages = 32

    private let state = Mutex(State())

    public init() {}

    /// A request that has been answered, or refused.
    public func count(
        _ served: ServiceProtocol, _ endpoint: ServiceEndpoint, _ outcome: RequestOutcome, took: Duration
    ) {
        let key = EndpointKey(served: served, endpoint: endpoint)
        state.withLock { state in
            state.requests[RequestKey(endpoint: key, outcome: outcome), default: 0] += 1
            state.latencies[key, default: Histogram(Histogram.latencyBounds)].add(took.seconds)
        }
    }

    /// Where the time of an answer went.
    func count(_ stages: [StageTime]) {
        state.withLock { state in
            for stage in stages where state.stages[stage.stage] != nil || state.stages.count < Self.maxStages {
                state.stages[stage.stage, default: Histogram(Histogram.latencyBounds)].add(stage.milliseconds / 1000)
            }
        }
    }

    /// Observations that were answered together.
    func countBatch(of observations: Int) { state.withLock { $0.batches.add(Double(observations)) } }

    /// Lines in the text format of Prometheus, version 0.0.4; ``RequestQueue/metricsText()`` has the queue's as well.
    package func lines() -> [String] {
        let state = state.withLock { $0 }
        let text = PrometheusText()
        var lines = text.header("gr00t_requests_total", "counter", "Requests by protocol, endpoint and outcome.")
        lines += state.requests.map { key, count in
            "gr00t_requests_total{\(key.endpoint.labels),outcome=\"\(key.outcome.rawValue)\"} \(count)"
        }.sorted()
        let latency = "gr00t_request_duration_seconds"
        lines += text.header(latency, "histogram", "From a request's arrival to its answer.")
        for (key, histogram) in state.latencies.sorted(by: { $0.key.labels < $1.key.labels }) {
            lines += histogram.lines(latency, labels: key.labels)
        }
        let stage = "gr00t_stage_duration_seconds"
        lines += text.header(stage, "histogram", "Stages of an answer.")
        for (name, histogram) in state.stages.sorted(by: { $0.key < $1.key }) {
            lines += histogram.lines(stage, labels: "stage=\"\(text.escaped(name))\"")
        }
        lines += text.header("gr00t_batch_observations", "histogram", "Observations that were answered together.")
        return lines + state.batches.lines("gr00t_batch_observations", labels: "")
    }
}
