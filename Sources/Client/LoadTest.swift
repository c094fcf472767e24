import Embodiment

/// Asks a server many times over several connections at once, and measures. Each connection sends its next request when it has
/// the answer to the last, as robots do.
public struct LoadTest: Sendable {
    /// In all, apart from the warm-up.
    public let requests: Int
    public let connections: Int
    /// Requests per connection that go before and are not counted: a connection's first also makes the connection.
    public let warmUp: Int

    /// A connection gives up after so many failures in a row: the server is gone.
    public static let failuresInARow = 5

    /// Counts below 1 (warm-up: below 0) are taken as 1 (0).
    public init(requests: Int, connections: Int = 1, warmUp: Int = 1) {
        self.requests = max(1, requests)
        self.connections = max(1, min(connections, self.requests))
        self.warmUp = max(0, warmUp)
    }

    /// - Parameters:
    ///   - connect: makes connection 0, 1, …: returns what sends one request and waits for its answer.
    ///   - onAnswer: called after each request that counts, from any thread.
    /// - Throws: what `connect` and the requests of the warm-up throw; `CancellationError`. Failures after the warm-up are counted.
    public func run(
        _ connect: @Sendable (_ connection: Int) async throws -> @Sendable () async throws -> ActionReply,
        onAnswer: @escaping @Sendable () -> Void = {}
    ) async throws -> LoadReport {
        var lines: [@Sendable () async throws -> ActionReply] = []
        for index in 0..<connections { lines.append(try await connect(index)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for line in lines { group.addTask { for _ in 0..<warmUp { _ = try await line() } } }
            try await group.waitForAll()
        }
        let start = ContinuousClock.now
        let parts = try await withThrowingTaskGroup(of: LoadMeasurements.self) { group in
            for (index, line) in lines.enumerated() {
                let share = requests / connections + (index < requests % connections ? 1 : 0)
                group.addTask { try await Self.measure(line, share, onAnswer) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        return LoadReport(connections: connections, elapsedSeconds: elapsed, parts)
    }

    private static func measure(
        _ line: @Sendable () async throws -> ActionReply, _ count: Int, _ onAnswer: @Sendable () -> Void
    ) async throws -> LoadMeasurements {
        var measurements = LoadMeasurements()
        var failuresInARow = 0
        for _ in 0..<count where failuresInARow < Self.failuresInARow {
            try Task.checkCancellation()
            let start = ContinuousClock.now
            do {
                let reply = try await line()
                measurements.add(reply, seconds: (ContinuousClock.now - start) / .seconds(1))
                failuresInARow = 0
            } catch let error as CancellationError {
                throw error
            } catch {
                measurements.add(error)
                failuresInARow += 1
            }
            onAnswer()
        }
        return measurements
    }
}
