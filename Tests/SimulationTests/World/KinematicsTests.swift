import MuJoCo
import Simulation
import Testing

@Suite struct KinematicsTests {
    private let joints = JointAngles(radians: [0.3, -0.4, 0.5, 0.9, -0.2, 0.7])

    @Test func thePointIsTheWorldsGripperPoint() throws {
        var layout = Worlds.layout
        layout.start = joints
        let world = try Worlds.world(layout)
        let kinematics = try Kinematics(Worlds.robot())
        let point = try kinematics.pose(of: joints).point
        for axis in 0..<3 { #expect(abs(point[axis] - world.state.gripperPoint[axis]) < 1e-12) }
        #expect(kinematics.ranges == world.jointRanges)
        #expect(kinematics.ranges.count == 6)
        // The gripper's own angle does not matter.
        var open = joints
        open.radians[5] = 1.5
        #expect(try kinematics.pose(of: open).point == point)
    }

    @Test func theJacobiansAreDerivatives() throws {
        let kinematics = try Kinematics(Worlds.robot())
        let pose = try kinematics.pose(of: joints)
        #expect(pose.linear.count == 5 && pose.angular.count == 5)
        for joint in 0..<5 {
            let step = 1e-6
            var (lower, upper) = (joints, joints)
            lower.radians[joint] -= step
            upper.radians[joint] += step
            let (before, after) = (try kinematics.pose(of: lower), try kinematics.pose(of: upper))
            let slope = (after.point - before.point) / (2 * step)
            for axis in 0..<3 { #expect(abs(slope[axis] - pose.linear[joint][axis]) < 1e-8) }
            for column in 0..<3 {
                let turn = (after.rotation[column] - before.rotation[column]) / (2 * step)
                let expected = cross(pose.angular[joint], pose.rotation[column])
                for axis in 0..<3 { #expect(abs(turn[axis] - expected[axis]) < 1e-7) }
            }
        }
    }

    @Test func aGripperThatLooksDownOpensAwayFromTheBase() throws {
        let kinematics = try Kinematics(Worlds.robot())
        let pose = try kinematics.pose(of: JointAngles(radians: [0, -0.2, 0.3, 1.3, 0, 0.46]))
        #expect(pose.point.x > 0.1 && abs(pose.point.y) < 0.01)
        #expect(pose.rotation[0].z < -0.9)
        #expect(abs(pose.rotation[2].x) > 0.9)
    }

    private func cross(_ first: SIMD3<Double>, _ second: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(
            first.y * second.z - first.z * second.y, first.z * second.x - first.x * second.z,
            first.x * second.y - first.y * second.x)
    }
}
