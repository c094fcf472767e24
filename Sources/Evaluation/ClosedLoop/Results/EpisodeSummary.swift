import Simulation

/// A set of episodes in numbers.
public struct EpisodeSummary: Sendable, Equatable, Encodable {
    /// A way of failing and how often it was met.
    public struct Failures: Sendable, Equatable, Encodable {
        public let cause: FailureCause
        public let count: Int
        /// What the cause means.
        public let meaning: String
    }

    public let successRate: SuccessRate
    /// How often the gripper went to the cube that was named first. An episode that touched no cube counts as not
    /// followed: a policy that does nothing follows nothing.
    public let languageFollowing: SuccessRate
    /// Episodes that touched no cube.
    public let touchedNothing: Int
    /// Control steps per episode; nil without episodes.
    public let meanSteps: Double?
    /// The same of the episodes that succeeded: how long the task takes.
    public let meanStepsOfSuccesses: Double?
    /// The most frequent first.
    public let failures: [Failures]

    public init(_ episodes: [EpisodeResult]) {
        let succeeded = episodes.filter(\.isSuccess)
        successRate = SuccessRate(succeeded.count, of: episodes.count)
        languageFollowing = SuccessRate(episodes.count { $0.followedLanguage == true }, of: episodes.count)
        touchedNothing = episodes.count { $0.firstTouched == nil }
        meanSteps = Self.mean(episodes)
        meanStepsOfSuccesses = Self.mean(succeeded)
        failures = FailureCause.allCases.compactMap { cause in
            let count = episodes.count { $0.failure == cause }
            return count == 0 ? nil : Failures(cause: cause, count: count, meaning: cause.explanation)
        }.sorted { $0.count > $1.count }
    }

    private static func mean(_ episodes: [EpisodeResult]) -> Double? {
        episodes.isEmpty ? nil : Double(episodes.reduce(0) { $0 + $1.steps }) / Double(episodes.count)
    }

    enum CodingKeys: String, CodingKey {
        case failures
        case successRate = "success_rate"
        case languageFollowing = "language_following"
        case touchedNothing = "touched_nothing"
        case meanSteps = "mean_steps"
        case meanStepsOfSuccesses = "mean_steps_of_successes"
    }
}
