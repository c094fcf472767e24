import Embodiment
import Foundation
import Simulation

/// Makes the driver of each episode for one policy.
struct DriverMaker: Sendable {
    private let policy: EvaluatedPolicy
    private let measured: MeasuredPolicy?
    private let executionHorizon: Int
    private let robot: SO101Model
    /// A server may have clients of several evaluations at once.
    private let name = UUID().uuidString

    init(_ policy: EvaluatedPolicy, executionHorizon: Int, robot: SO101Model) {
        self.policy = policy
        self.executionHorizon = executionHorizon
        self.robot = robot
        if case .policy(let served, _) = policy.source { measured = MeasuredPolicy(served) } else { measured = nil }
    }

    func driver(for spec: EpisodeSpec) throws -> any EpisodeDriver {
        switch policy.source {
        case .expert: return try ExpertDriver(spec.goal, robot: robot)
        case .random: return RandomDriver(seed: spec.seed)
        case .hold: return HoldDriver()
        case .policy(let served, let count):
            return try PolicyDriver(
                measured ?? served, session: session(of: spec), executionHorizon: executionHorizon,
                noise: count.map { PolicyNoise(seed: spec.seed, count: $0) })
        }
    }

    /// How long each of the policy's answers in an episode took; empty for baselines.
    func takeCallSeconds(of spec: EpisodeSpec) -> [Double] {
        measured?.takeSeconds(of: session(of: spec)) ?? []
    }

    /// What is known of the policy when it has acted.
    var description: PolicyDescription {
        var description = policy.description
        if let measured, !measured.knowsOptions {
            description.details.append(
                .init("not repeatable:", "it ignores the noise that is sent along and draws its own"))
        }
        return description
    }

    /// Seeds are unique among the episodes that run at the same time.
    private func session(of spec: EpisodeSpec) -> SessionID {
        SessionID("\(name) \(spec.goal.kind.rawValue) \(spec.seed)")
    }
}
