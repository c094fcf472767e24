/// The errors of one trajectory: per joint, per joint group, and in all.
public struct TrajectoryReport: Sendable, Equatable, Codable {
    public struct Joint: Sendable, Equatable, Codable {
        public var name: String
        public var error: ActionError
    }

    public struct Group: Sendable, Equatable, Codable {
        public var name: String
        /// The mean over its joints.
        public var error: ActionError
        public var joints: [Joint]
    }

    /// Index of the episode.
    public var episode: Int
    public var instruction: String
    /// Steps that were compared.
    public var steps: Int
    /// Steps at which a chunk was predicted.
    public var chunkStarts: [Int]
    /// The mean over all joints: the number that the reference prints per trajectory.
    public var error: ActionError
    public var groups: [Group]
    /// The figure, where one was drawn.
    public var plot: String?

    enum CodingKeys: String, CodingKey {
        case episode, instruction, steps, error, groups, plot
        case chunkStarts = "chunk_starts"
    }

    /// - Parameter joints: names and ranges; see ``JointTable``.
    public init(_ trajectory: Trajectory, joints: JointTable) {
        episode = trajectory.episode
        instruction = trajectory.instruction
        steps = trajectory.steps
        chunkStarts = trajectory.chunkStarts
        groups = trajectory.groups.map { group in
            let ranges = joints.ranges(of: group.name)
            let names = joints.names(of: group.name, count: group.recorded.columns)
            let scored = (0..<group.recorded.columns).map { column in
                Joint(
                    name: names[column],
                    error: ActionError(
                        recorded: group.recorded.columns(column..<column + 1).values,
                        predicted: group.predicted.columns(column..<column + 1).values,
                        range: ranges.indices.contains(column) ? ranges[column] : nil))
            }
            return Group(name: group.name, error: ActionError(meanOf: scored.map { ($0.error, 1) }), joints: scored)
        }
        error = ActionError(meanOf: groups.map { ($0.error, $0.joints.count) })
    }
}
