import Embodiment
import Simulation

/// Gives the commands for one instruction. A policy is asked aside, so that the page lives on while it thinks; all others decide at
/// once.
enum PlayDriver {
    case local(any EpisodeDriver, source: String)
    case policy(PlayInquiry)

    /// For an instruction that has just begun, which is a session of its own. Throws `EpisodeError` where the source needs to know what the words mean and does
    /// not, and `PhysicsError`.
    init(_ task: PlayTask, at table: PlayTable, session: SessionID) throws {
        switch table.settings.source {
        case .hold: self = .local(HoldDriver(), source: "nothing: the arm holds still")
        case .random: self = .local(RandomDriver(seed: table.spec.seed), source: "nothing: random steps")
        case .expert:
            // What was wrong with the words is in the error.
            let goal = try task.goal ?? Instruction(parsing: task.text).goal
            self = .local(
                try ExpertDriver(goal, robot: table.robot), source: "the physics state: where everything is, exactly")
        case .policy(let policy, let noiseCount):
            self = .policy(
                PlayInquiry(
                    policy: policy, session: session, horizon: table.settings.executionHorizon,
                    noise: noiseCount.map { PolicyNoise(seed: table.spec.seed, count: $0) }))
        }
    }
}

/// The requests to a policy about one instruction.
struct PlayInquiry: Sendable {
    let policy: any ServedPolicy
    let session: SessionID
    let horizon: Int
    let noise: PolicyNoise?
    private var round = 0

    init(policy: any ServedPolicy, session: SessionID, horizon: Int, noise: PolicyNoise?) {
        self.policy = policy
        self.session = session
        self.horizon = horizon
        self.noise = noise
    }

    /// The next request about what the robot sees now.
    mutating func request(_ observation: Observation) -> ActionRequest {
        defer { round += 1 }
        return ActionRequest(
            session: session, observations: [observation], noise: noise?.values(round: round),
            executedSteps: round == 0 ? nil : horizon)
    }

    /// Asks. Throws what the policy throws, and ``EpisodeError/badChunk(reason:)``.
    func decision(_ request: ActionRequest, step: Int) async throws -> PlayDecision {
        let clock = ContinuousClock()
        let began = clock.now
        let reply = try await policy.getAction(request)
        return try PlayDecision(
            reply, to: request.observations[0], step: step, horizon: horizon,
            milliseconds: began.duration(to: clock.now) / .milliseconds(1))
    }
}
