/// Whoever moves the arm in an episode: the expert, a policy, or a baseline. One driver lives for one episode.
///
/// A driver runs where its caller runs, so on the world's thread, and may look at the world.
package protocol EpisodeDriver {
    /// The commands for the next control steps, at least one; the driver is asked again when they are carried out.
    nonisolated(nonsending) mutating func commands(at moment: EpisodeMoment) async throws -> [JointAngles]

    /// The episode is over, in whatever way.
    nonisolated(nonsending) mutating func finish() async
}

extension EpisodeDriver {
    package nonisolated(nonsending) mutating func finish() async {}
}

/// Makes the driver of an episode, on the thread of its world.
package typealias MakeDriver = @Sendable (EpisodeSpec) throws -> any EpisodeDriver

/// The scripted expert.
package struct ExpertDriver: EpisodeDriver {
    private let expert: ScriptedExpert

    package init(_ goal: TaskGoal, robot: SO101Model) throws {
        expert = ScriptedExpert(goal, kinematics: try Kinematics(robot))
    }

    package nonisolated(nonsending) func commands(at moment: EpisodeMoment) async throws -> [JointAngles] {
        [try expert.command(in: moment.state)]
    }
}

/// Stays where it is: what success is worth that comes without moving.
package struct HoldDriver: EpisodeDriver {
    package init() {}

    package nonisolated(nonsending) func commands(at moment: EpisodeMoment) async throws -> [JointAngles] {
        [moment.state.command]
    }
}

/// Moves about at random: what success is worth that comes by chance.
package struct RandomDriver: EpisodeDriver {
    private var random: RandomStream

    /// Largest change of a joint's target per command, rad: about the expert's speed.
    private static let largestChange = 0.2

    package init(seed: Int) { random = RandomStream(seed: seed, .randomCommands) }

    package nonisolated(nonsending) mutating func commands(at moment: EpisodeMoment) async throws -> [JointAngles] {
        let ranges = moment.world.jointRanges
        var command = moment.state.command
        for (joint, range) in ranges.enumerated() {
            let moved = command.radians[joint] + random.within(Self.largestChange)
            command.radians[joint] = min(max(moved, range.lowerBound), range.upperBound)
        }
        return [command]
    }
}
