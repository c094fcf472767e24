import Foundation

/// Joint angles that bring the gripper to a point, pointing down, its jaws opening along a given direction: damped least
/// squares (Wampler, 1986), always from the same nominal pose, so that a point has one answer.
package struct InverseKinematics {
    /// The gripper's place in the world.
    package struct Target: Sendable, Equatable {
        /// Where the point between the jaws is to be, metres.
        package var point: SIMD3<Double>
        /// The direction in which the jaws open, in the plane of the table, rad from the x axis.
        package var yaw: Double

        package init(point: SIMD3<Double>, yaw: Double) {
            self.point = point
            self.yaw = yaw
        }
    }

    package let kinematics: Kinematics

    /// Radians per metre squared that a step costs: enough to stay calm where the arm is stretched.
    private static let damping = 1e-5
    private static let largestIterations = 40
    private static let largestStep = 0.3
    /// Of the direction against the place. At 0.1 the solver gets stuck at the limit of the wrist.
    private static let directionWeight = 0.01
    /// Lift, elbow, wrist flex and roll of the nominal pose: bent, and over the table.
    private static let nominal = [-0.2, 0.3, 1.3, 0]

    package init(_ kinematics: Kinematics) { self.kinematics = kinematics }

    /// The five arm joints for a target, rad, within their ranges; as near as possible where the target is out of reach.
    ///
    /// - Throws: `PhysicsError`, ``EpisodeError/unsolvable(point:)``.
    package func arm(reaching target: Target) throws -> [Double] {
        // The pan turns clockwise as seen from above.
        let pan = -atan2(target.point.y, target.point.x - ArmGeometry.panAxis)
        var joints = JointAngles(radians: [pan] + Self.nominal + [0])
        for _ in 0..<Self.largestIterations {
            let change = try self.change(of: joints, towards: target)
            for (joint, change) in change.enumerated() {
                let range = kinematics.ranges[joint]
                let moved = joints.radians[joint] + min(max(change, -Self.largestStep), Self.largestStep)
                joints.radians[joint] = min(max(moved, range.lowerBound), range.upperBound)
            }
            if change.reduce(0, { $0 + $1 * $1 }).squareRoot() < 1e-4 { break }
        }
        return Array(joints.radians.dropLast())
    }

    /// The step (JᵀJ + λI)⁻¹ Jᵀe for the error e of place, tilt and yaw.
    private func change(of joints: JointAngles, towards target: Target) throws -> [Double] {
        let pose = try kinematics.pose(of: joints)
        let weight = Self.directionWeight
        let (down, side, opening) = (pose.rotation[0], pose.rotation[1], pose.rotation[2])
        let away = target.point - pose.point
        // The turns that take the gripper's axes to where they should be, about its own two other axes and the vertical.
        let tilt = cross(down, SIMD3(0, 0, -1))
        let turn = opening.x * sin(target.yaw) - opening.y * cos(target.yaw)
        let error = [
            away.x, away.y, away.z, weight * (side * tilt).sum(), weight * (opening * tilt).sum(), weight * turn,
        ]
        let jacobian = zip(pose.linear, pose.angular).map { linear, angular in
            [
                linear.x, linear.y, linear.z, weight * (side * angular).sum(), weight * (opening * angular).sum(),
                weight * angular.z,
            ]
        }
        func product(_ first: [Double], _ second: [Double]) -> Double {
            zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
        }
        var normal = jacobian.map { column in jacobian.map { product(column, $0) } }
        for joint in normal.indices { normal[joint][joint] += Self.damping }
        guard let change = CholeskySolver.solve(normal, jacobian.map { product($0, error) }) else {
            throw EpisodeError.unsolvable(point: [target.point.x, target.point.y, target.point.z])
        }
        return change
    }
}
