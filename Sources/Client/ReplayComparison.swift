import Embodiment

/// Compares what a policy answers with what was expected, chunk by chunk: another policy's answers to the same observations and
/// noise, or recorded ones. The whole chunk counts; for the score of a policy on the steps that a robot would execute there is
/// `OpenLoopEvaluation`.
public struct ReplayComparison: Sendable {
    /// Per joint group, by name.
    private var differences: [String: ChunkDifference] = [:]
    private var seconds: [Double] = []
    private var identical = 0

    public init() {}

    /// Asks `policy` once, measures how long it takes, and compares.
    ///
    /// - Parameter place: where the observation is from, for the report: "episode 0, step 16".
    /// - Throws: ``ReplayError``, and what the policy throws.
    public mutating func compare(
        _ policy: any BasePolicy, on observation: Observation, expecting expected: ActionChunk, at place: String
    ) async throws {
        let start = ContinuousClock.now
        let actual = try await policy.getAction(observation)
        try add(actual, expecting: expected, at: place, seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// Compares an answer that is there already. Steps that only one of the two chunks has do not count: a recording may end
    /// within a chunk.
    ///
    /// - Parameter seconds: how long it took.
    /// - Throws: ``ReplayError`` where the chunks have different joint groups or widths; nothing is counted then.
    public mutating func add(
        _ actual: ActionChunk, expecting expected: ActionChunk, at place: String, seconds: Double
    ) throws(ReplayError) {
        let (names, expectedNames) = (actual.actions.keys.sorted(), expected.actions.keys.sorted())
        guard names == expectedNames else { throw .otherGroups(actual: names, expected: expectedNames, place: place) }
        var merged = differences
        for name in names {
            guard let found = actual.actions[name], let wanted = expected.actions[name] else { continue }
            guard found.columns == wanted.columns, merged[name].map({ $0.joints.count == found.columns }) ?? true else {
                throw .otherWidth(name, actual: found.columns, expected: wanted.columns, place: place)
            }
            guard found.values.allSatisfy(\.isFinite), wanted.values.allSatisfy(\.isFinite) else {
                throw .notFinite(name, place: place)
            }
            merged[name, default: ChunkDifference(joints: found.columns)].add(found, wanted, at: place)
        }
        differences = merged
        self.seconds.append(seconds)
        if actual == expected { identical += 1 }
    }

    public var report: ReplayReport {
        ReplayReport(
            chunks: seconds.count, identicalChunks: identical,
            groups: differences.sorted { $0.key < $1.key }.map { ReplayReport.Group(name: $0, difference: $1) },
            latency: LatencyStatistics(seconds))
    }
}
