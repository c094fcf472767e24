/// Where the expert wants the gripper to go next.
package struct ExpertMove: Sendable, Equatable {
    package var phase: ExpertPhase
    /// In the end; one command goes there by at most `stepLength`.
    package var target: InverseKinematics.Target
    /// The angle that the jaws are to have, rad.
    package var jaws: Double
    /// Metres per command.
    package var stepLength = 0.025
}

/// What the expert is about.
package enum ExpertPhase: String, Sendable, CaseIterable {
    /// Over the cube, or over the place behind it from which to push.
    case hover
    case descend, close, lift
    /// To the bowl and into it.
    case carry, lower, release
    case push
    /// Away from what is done.
    case retreat
}

/// The jaws' angles that the expert uses, rad.
enum JawAngle {
    static let open = 1.0
    /// Further than a cube lets them go, so that the motor presses.
    static let closed = -0.05
    /// Less than this, and a cube is between the jaws firmly. Around a cube they stand at 0.26.
    static let gripping = 0.62
}
