import Foundation

/// How the expert gets hold of a cube and lifts it. Each move follows from the state of one moment alone, so it recovers from
/// whatever happens: a cube that slipped is hovered over again.
struct GraspPlan {
    let cube: WorldState.Cube
    let state: WorldState

    private static let hoverHeight = 0.065
    private static let graspHeight = 0.014

    private var point: SIMD3<Double> { state.grip }

    /// The direction for the jaws: across the pair of the cube's faces that is nearest to radial.
    var yaw: Double {
        let radial = atan2(cube.position[1], cube.position[0] - ArmGeometry.panAxis)
        let quarters = ((radial - cube.yaw) / (.pi / 2)).rounded()
        return cube.yaw + quarters * .pi / 2
    }

    var isHeld: Bool { cube.isGrasped && state.jaws < JawAngle.gripping }

    /// Whether the jaws have not been told to close fully yet: lifted now, the cube would slip.
    var isClosing: Bool { point.z < 0.03 && state.command.radians[5] > JawAngle.closed + 0.1 }

    func move() -> ExpertMove { isHeld ? lift() : approach() }

    private func lift() -> ExpertMove {
        let up = isClosing ? point : state.raised()
        return ExpertMove(phase: .lift, target: .init(point: up, yaw: yaw), jaws: JawAngle.closed)
    }

    private func approach() -> ExpertMove {
        let (x, y, z) = (cube.position[0], cube.position[1], cube.position[2])
        let away = SuccessCriteria.planeDistance(cube.position, state.gripperPoint)
        let lies = z < 0.03
        let low = InverseKinematics.Target(point: SIMD3(x, y, Self.graspHeight), yaw: yaw)
        if away < 0.010, point.z < z + 0.010, lies {
            return ExpertMove(phase: .close, target: low, jaws: JawAngle.closed)
        }
        // A funnel: the lower, the nearer to the middle the gripper must be.
        if away < 0.012 + 0.25 * max(0, point.z - 0.03), lies {
            return ExpertMove(phase: .descend, target: low, jaws: JawAngle.open)
        }
        var over = SIMD3(x, y, Self.hoverHeight)
        if away > 0.03, point.z < 0.05 { over = state.risingFirst(to: over) }
        return ExpertMove(
            phase: .hover, target: .init(point: over, yaw: yaw), jaws: JawAngle.open, stepLength: 0.035)
    }
}

extension WorldState {
    /// The point between the jaws.
    var grip: SIMD3<Double> { SIMD3(gripperPoint[0], gripperPoint[1], gripperPoint[2]) }
    /// The gripper's angle, rad.
    var jaws: Double { joints.radians[JointAngles.count - 1] }

    /// Above where the gripper is, out of the way of everything, and where it can be exactly while pointing down: elsewhere a
    /// gripper that is told to stay over its place would creep away from it.
    func raised() -> SIMD3<Double> {
        let radius = max((grip.x * grip.x + grip.y * grip.y).squareRoot(), 1e-6)
        let scale = min(max(radius, 0.19), 0.24) / radius
        return SIMD3(grip.x * scale, grip.y * scale, 0.085)
    }

    /// Mostly upwards for now, so as not to sweep cubes off their places.
    func risingFirst(to target: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(grip.x + (target.x - grip.x) * 0.2, grip.y + (target.y - grip.y) * 0.2, target.z)
    }
}
