import Foundation
import Simulation

/// The result of a closed-loop evaluation, as `results.json` has it.
///
/// What is not under `run` is the same whenever the same evaluation is repeated.
public struct ClosedLoopReport: Sendable, Equatable {
    /// What was evaluated.
    public struct Setup: Sendable, Equatable, Encodable {
        public var tasks: [TaskKind]
        /// What was asked for in all episodes of a task; `nil` where it was drawn.
        public private(set) var instructions: [String]?
        public var groups: [EpisodeGroup]
        /// Per task and group.
        public var episodes: Int
        /// As the user gave it.
        public var seed: Int
        /// The seeds of the episodes: the first and the last.
        public var firstSeed: Int
        public var lastSeed: Int
        /// Steps of a chunk that are executed before the next is asked for.
        public var executionHorizon: Int

        public init(
            tasks: [TaskKind], groups: [EpisodeGroup], episodes: Int, seed: Int, seeds: Range<Int>,
            executionHorizon: Int
        ) {
            self.tasks = tasks
            self.groups = groups
            self.episodes = episodes
            self.seed = seed
            firstSeed = seeds.lowerBound
            lastSeed = seeds.upperBound - 1
            self.executionHorizon = executionHorizon
        }

        func asking(for instructions: [String]) -> Setup {
            var setup = self
            setup.instructions = instructions
            return setup
        }

        enum CodingKeys: String, CodingKey {
            case tasks, instructions, groups, episodes, seed
            case firstSeed = "first_seed"
            case lastSeed = "last_seed"
            case executionHorizon = "execution_horizon"
        }
    }

    /// How this run was started.
    public struct Run: Sendable, Equatable, Encodable {
        public var command: String
        /// Of this program and of what it stands on.
        public var versions: [String: String]
        /// ISO 8601.
        public var started: String

        public init(command: String, versions: [String: String] = [:], started: String) {
            self.command = command
            self.versions = versions
            self.started = started
        }
    }

    public var setup: Setup
    public var run: Run
    /// The first is the one that is judged; the others stand beside it.
    public var policies: [PolicyResult]

    /// - Precondition: there is a policy.
    public init(_ setup: Setup, run: Run, policies: [PolicyResult]) {
        precondition(!policies.isEmpty, "a report is about a policy")
        self.setup = setup
        self.run = run
        self.policies = policies
    }

    /// Why episodes are missing, where some are.
    public var breakOff: String? { policies.lazy.compactMap(\.breakOff).first }

    /// The report as JSON.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

extension ClosedLoopReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case setup, policies, run
        case successRate = "success_rate"
        case languageFollowing = "language_following"
        case breakOff = "incomplete"
    }

    private enum RunKeys: String, CodingKey { case command, versions, started, policies }

    /// What is said of a policy that is not time.
    private struct Measured: Encodable {
        let result: PolicyResult

        enum CodingKeys: String, CodingKey {
            case policy, overall, tasks, episodes
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(result.policy, forKey: .policy)
            try container.encode(result.overall, forKey: .overall)
            try container.encode(result.parts, forKey: .tasks)
            try container.encode(result.episodes, forKey: .episodes)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(setup, forKey: .setup)
        try container.encode(policies[0].overall.successRate, forKey: .successRate)
        try container.encode(policies[0].overall.languageFollowing, forKey: .languageFollowing)
        try container.encode(policies.map(Measured.init), forKey: .policies)
        try container.encodeIfPresent(breakOff, forKey: .breakOff)
        var run = container.nestedContainer(keyedBy: RunKeys.self, forKey: .run)
        try run.encode(self.run.command, forKey: .command)
        try run.encode(self.run.versions, forKey: .versions)
        try run.encode(self.run.started, forKey: .started)
        try run.encode(policies.map(\.timing), forKey: .policies)
    }
}
