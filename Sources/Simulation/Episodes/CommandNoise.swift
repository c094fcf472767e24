/// Bursts of errors in what the motors are told. They take the arm to places where a perfect expert never is, so that
/// demonstrations show the way back from there.
package struct CommandNoise: Sendable {
    /// Standard deviation of a joint's error in a burst, rad.
    package let level: Double
    private var random: RandomStream
    private var stepsLeft = 0
    private var errors: [Double] = []

    /// Relative to the level: the wrist's roll and the gripper matter less for the place.
    private static let weights = [1, 1, 1, 1, 1.5, 2]
    private static let burstProbability = 0.15
    /// A held cube higher than this is left in peace, m.
    private static let quietHeight = 0.05

    package init(level: Double, seed: Int) {
        self.level = level
        random = RandomStream(seed: seed, .commandNoise)
    }

    /// The command with this step's error.
    package mutating func disturbed(_ command: JointAngles, _ goal: TaskGoal, in state: WorldState) -> JointAngles {
        guard level > 0 else { return command }
        if stepsLeft == 0 {
            errors = []
            if random.uniform(0, 1) < Self.burstProbability {
                stepsLeft = 1 + random.below(4)
                errors = Self.weights.map { $0 * level * random.normal() }
            }
        }
        if stepsLeft > 0 { stepsLeft -= 1 }
        guard !errors.isEmpty, state[goal.colour].map({ $0.position[2] <= Self.quietHeight }) ?? true else {
            return command
        }
        return JointAngles(radians: zip(command.radians, errors).map { $0 + $1 })
    }
}
