import MuJoCo

/// Where the gripper is for given joints, without a simulation: what inverse kinematics needs.
///
/// It belongs to one thread at a time.
package final class Kinematics {
    /// The gripper for some joints.
    package struct Pose: Sendable, Equatable {
        /// The point between the jaws where a cube is held, metres.
        package var point: SIMD3<Double>
        /// The gripper's own axes in the world, the columns of its rotation matrix: x points from the wrist to the tips, z is the
        /// way that the jaws open.
        package var rotation: [SIMD3<Double>]
        /// Per joint but the gripper's: how the point moves, metres per radian.
        package var linear: [SIMD3<Double>]
        /// Per joint but the gripper's: the axis that the gripper turns about.
        package var angular: [SIMD3<Double>]
    }

    /// The joints' ranges in radians, in the order of ``JointAngles/names``.
    package let ranges: [ClosedRange<Double>]
    private let state: PhysicsState
    private let grasp: GraspPoint
    private let body: Int
    private let positions: [Int]
    private let velocities: [Int]

    /// - Throws: `WorldError` or `PhysicsError` where the robot's model lacks something.
    package init(_ robot: SO101Model) throws {
        let model = try robot.withoutMeshes().compiled(with: "")
        let joints = try ArmJoints(model)
        state = try PhysicsState(model)
        grasp = try GraspPoint(state)
        body = model.body(ofSite: grasp.site)
        positions = joints.positions
        velocities = joints.velocities
        ranges = joints.ranges
    }

    /// The gripper's pose and Jacobians for these angles, also where they are outside of the ranges. The gripper's own angle
    /// does not matter.
    package func pose(of joints: JointAngles) throws(PhysicsError) -> Pose {
        for (address, angle) in zip(positions, joints.radians) { state.positions[address] = angle }
        try state.pose()
        let point = grasp.position(in: state)
        let jacobian = try state.jacobian(at: point, body: body)
        let width = state.model.velocityCount
        func columns(_ matrix: [Double]) -> [SIMD3<Double>] {
            velocities.dropLast().map { SIMD3(matrix[$0], matrix[width + $0], matrix[2 * width + $0]) }
        }
        return Pose(
            point: point, rotation: state.sitePose(grasp.site).axes, linear: columns(jacobian.linear),
            angular: columns(jacobian.angular))
    }
}
