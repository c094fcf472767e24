import Embodiment

/// A policy, in this process or elsewhere: it gets an observation, and the first steps of its chunk are carried out.
package struct PolicyDriver: EpisodeDriver {
    /// The policy's last answer, for those who look on.
    package private(set) var reply: ActionReply?
    private let policy: any ServedPolicy
    private let session: SessionID
    private let executionHorizon: Int
    private let noise: PolicyNoise?
    private var round = 0

    /// - Parameters:
    ///   - session: of this episode alone.
    ///   - executionHorizon: steps of each chunk that are carried out before the policy is asked again.
    ///   - noise: what the policy starts from; drawn by the policy where `nil`.
    /// - Throws: ``EpisodeError/badSetting(name:value:allowed:)``.
    package init(
        _ policy: any ServedPolicy, session: SessionID, executionHorizon: Int, noise: PolicyNoise? = nil
    ) throws(EpisodeError) {
        guard executionHorizon > 0 else {
            throw .badSetting(name: "the execution horizon", value: "\(executionHorizon)", allowed: "1 or more")
        }
        self.policy = policy
        self.session = session
        self.executionHorizon = executionHorizon
        self.noise = noise
    }

    /// - Throws: ``EpisodeError/badChunk(reason:)``, and what the policy throws.
    package nonisolated(nonsending) mutating func commands(at moment: EpisodeMoment) async throws -> [JointAngles] {
        let observation = try moment.observation()
        if round == 0 { await policy.reset(session) }
        let request = ActionRequest(
            session: session, observations: [observation], noise: noise?.values(round: round),
            executedSteps: round == 0 ? nil : executionHorizon)
        round += 1
        let reply = try await policy.getAction(request)
        self.reply = reply
        guard let chunk = reply.chunks.first, reply.chunks.count == 1 else {
            throw EpisodeError.badChunk(reason: "it has \(reply.chunks.count) chunks for one observation")
        }
        return try chunk.commands(executionHorizon)
    }

    package nonisolated(nonsending) mutating func finish() async { await policy.reset(session) }
}

/// The random numbers that a policy starts each chunk from, so that an episode can be repeated: they follow from the episode's
/// seed and the number of the request.
package struct PolicyNoise: Sendable, Equatable {
    package let seed: Int
    /// Numbers per request: the model's horizon times the width of its padded actions.
    package let count: Int

    package init(seed: Int, count: Int) {
        self.seed = seed
        self.count = count
    }

    /// Standard normal.
    package func values(round: Int) -> [Float] {
        var random = RandomStream(seed: seed, .policyNoise, part: round)
        return (0..<count).map { _ in Float(random.normal()) }
    }
}
