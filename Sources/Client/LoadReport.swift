import Embodiment

/// What a ``LoadTest`` found.
public struct LoadReport: Sendable, Equatable, Codable {
    public struct Stage: Sendable, Equatable, Codable {
        public let name: String
        public let latency: LatencyStatistics
    }

    public let connections: Int
    /// Requests that were answered with actions.
    public let answered: Int
    public let failed: Int
    /// Different failures, the first of them.
    public let failures: [String]
    public let elapsedSeconds: Double
    /// Answers per second, over all connections.
    public let answersPerSecond: Double
    /// From sending the request to having its actions.
    public let latency: LatencyStatistics
    /// As the server measured them, in the order in which they pass; empty where it was not asked for them.
    public let stages: [Stage]

    init(connections: Int, elapsedSeconds: Double, _ parts: [LoadMeasurements]) {
        self.connections = connections
        self.elapsedSeconds = elapsedSeconds
        let seconds = parts.flatMap(\.seconds)
        answered = seconds.count
        failed = parts.reduce(0) { $0 + $1.failed }
        failures = Array(Set(parts.flatMap(\.failures)).sorted().prefix(LoadMeasurements.maxFailures))
        answersPerSecond = elapsedSeconds > 0 ? Double(seconds.count) / elapsedSeconds : 0
        latency = LatencyStatistics(seconds)
        var names: [String] = []
        for name in parts.flatMap(\.stages) where !names.contains(name) { names.append(name) }
        stages = names.map { name in
            Stage(name: name, latency: LatencyStatistics(parts.flatMap { $0.secondsByStage[name] ?? [] }))
        }
    }
}

/// What one connection of a ``LoadTest`` saw.
struct LoadMeasurements: Sendable {
    static let maxFailures = 5
    /// Different stages that are kept; a server names about ten.
    private static let maxStages = 64

    private(set) var seconds: [Double] = []
    private(set) var failed = 0
    private(set) var failures: [String] = []
    private(set) var stages: [String] = []
    private(set) var secondsByStage: [String: [Double]] = [:]

    mutating func add(_ reply: ActionReply, seconds: Double) {
        self.seconds.append(seconds)
        for time in reply.timing where secondsByStage[time.stage] != nil || stages.count < Self.maxStages {
            if secondsByStage[time.stage] == nil { stages.append(time.stage) }
            secondsByStage[time.stage, default: []].append(time.milliseconds / 1000)
        }
    }

    mutating func add(_ failure: any Error) {
        failed += 1
        let text = "\(failure)"
        if failures.count < Self.maxFailures, !failures.contains(text) { failures.append(text) }
    }
}
