import Embodiment

/// A demonstration as it goes into a dataset: what was seen, and what the expert wanted then, without the noise that its
/// commands met.
struct Demonstration: Sendable {
    struct Step: Sendable {
        let observation: Observation
        let action: JointAngles
    }

    let outcome: EpisodeOutcome
    /// None where the expert failed.
    let steps: [Step]
}

extension EpisodeRunner {
    /// Control steps that are recorded after success, so that the end of a task has examples too: holding still, being gone.
    private static let stepsAfterSuccess = 4

    /// Has the expert do an episode.
    ///
    /// - Throws: `WorldError`, `PhysicsError`, `CancellationError`.
    func demonstration(of spec: EpisodeSpec, noise: CommandNoise) async throws -> Demonstration {
        let robot = robot
        let steps = DemonstrationSteps()
        let run = try await run(
            spec, driver: { try ExpertDriver($0.goal, robot: robot) }, noise: noise,
            stepsAfterSuccess: Self.stepsAfterSuccess, observer: { _ in DemonstrationObserver(steps: steps) })
        return Demonstration(outcome: run.outcome, steps: run.outcome.success ? steps.all : [])
    }
}
