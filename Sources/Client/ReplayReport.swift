/// What a ``ReplayComparison`` found.
public struct ReplayReport: Sendable, Equatable, Encodable {
    public struct Group: Sendable, Equatable, Encodable {
        /// Without `action.`.
        public let name: String
        public let difference: ChunkDifference
    }

    /// Chunks that were compared.
    public let chunks: Int
    /// Those of them in which every number is the same, bit for bit.
    public let identicalChunks: Int
    /// Sorted by name.
    public let groups: [Group]
    /// Of the policy's answers.
    public let latency: LatencyStatistics

    /// Over all joint groups, in the units of the dataset.
    public var maximum: Double { groups.map(\.difference.maximum).max() ?? 0 }
}
