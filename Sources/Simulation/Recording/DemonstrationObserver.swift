import Synchronization

/// Where an observer leaves the steps that it saw.
final class DemonstrationSteps: Sendable {
    private let steps = Mutex<[Demonstration.Step]>([])

    var all: [Demonstration.Step] { steps.withLock(\.self) }

    func append(_ step: Demonstration.Step) { steps.withLock { $0.append(step) } }
}

/// Keeps every step of an episode.
struct DemonstrationObserver: EpisodeObserver {
    let steps: DemonstrationSteps

    func willExecute(_ command: JointAngles, executed: JointAngles, at moment: EpisodeMoment) throws {
        // What the motors can be told: a label beyond the joints' ranges would stretch the normalisation of actions.
        let action = zip(command.radians, moment.world.jointRanges).map { min(max($0, $1.lowerBound), $1.upperBound) }
        steps.append(.init(observation: try moment.observation(), action: JointAngles(radians: action)))
    }

    func didEnd(_ outcome: EpisodeOutcome, at moment: EpisodeMoment) {}
}
