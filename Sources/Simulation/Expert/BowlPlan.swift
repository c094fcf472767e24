import Foundation

/// How the expert puts a cube into the bowl: grasp it, carry it over the rim, lower it, let go, leave.
struct BowlPlan {
    let grasp: GraspPlan
    /// Where the bowl is now: x, y.
    let bowl: [Double]

    private static let carryHeight = 0.075
    /// The cube's bottom is 1 cm over the rim then.
    private static let releaseHeight = 0.05

    func move() -> ExpertMove {
        let point = grasp.state.grip
        let yaw = atan2(point.y, point.x - ArmGeometry.panAxis)
        func move(_ phase: ExpertPhase, _ target: SIMD3<Double>, _ jaws: Double, _ step: Double = 0.025) -> ExpertMove {
            ExpertMove(phase: phase, target: .init(point: target, yaw: yaw), jaws: jaws, stepLength: step)
        }
        guard grasp.isHeld else {
            return isInBowl ? move(.retreat, grasp.state.raised(), JawAngle.open) : grasp.move()
        }
        if grasp.isClosing { return grasp.move() }
        let away = SuccessCriteria.planeDistance(grasp.state.gripperPoint, bowl)
        let over = SIMD3(bowl[0], bowl[1], Self.releaseHeight)
        if away < 0.015, point.z < Self.releaseHeight + 0.01 { return move(.release, over, JawAngle.open) }
        if away < 0.02 { return move(.lower, over, JawAngle.closed) }
        let isOverRim = point.z > 0.06
        let onward = SIMD3(isOverRim ? bowl[0] : point.x, isOverRim ? bowl[1] : point.y, Self.carryHeight)
        return move(.carry, onward, JawAngle.closed, 0.035)
    }

    private var isInBowl: Bool {
        SuccessCriteria.planeDistance(grasp.cube.position, bowl) < 0.045 && grasp.cube.position[2] < 0.045
    }
}
