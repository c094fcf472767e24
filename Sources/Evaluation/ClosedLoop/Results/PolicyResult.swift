import Simulation

/// How one policy did in all its episodes.
public struct PolicyResult: Sendable, Equatable {
    /// The episodes of a task under the same conditions.
    public struct Part: Sendable, Equatable, Encodable {
        public let task: TaskKind
        public let group: EpisodeGroup
        public let summary: EpisodeSummary
    }

    public let policy: PolicyDescription
    /// In the order of the plan.
    public let episodes: [EpisodeResult]
    public let overall: EpisodeSummary
    /// Group after group, within them task after task; without those that have no episode.
    public let parts: [Part]
    /// What differs from run to run.
    public let timing: EvaluationTiming
    /// Why episodes are missing; nil where none is.
    public let breakOff: String?

    public init(
        _ policy: PolicyDescription, episodes: [EpisodeResult], timing: EvaluationTiming = EvaluationTiming(),
        breakOff: String? = nil
    ) {
        self.policy = policy
        self.episodes = episodes
        self.timing = timing
        self.breakOff = breakOff
        overall = EpisodeSummary(episodes)
        var groups: [EpisodeGroup] = []
        for episode in episodes where !groups.contains(episode.group) { groups.append(episode.group) }
        parts = groups.flatMap { group in
            TaskKind.allCases.compactMap { task in
                let own = episodes.filter { $0.group == group && $0.task == task }
                return own.isEmpty ? nil : Part(task: task, group: group, summary: EpisodeSummary(own))
            }
        }
    }

    public func part(_ task: TaskKind, _ group: EpisodeGroup) -> EpisodeSummary? {
        parts.first { $0.task == task && $0.group == group }?.summary
    }
}
