import Foundation
import Simulation
import Testing

@Suite struct InverseKinematicsTests {
    @Test(arguments: [0.014, 0.05, 0.08]) func theGripperGetsThereAndPointsDown(_ height: Double) throws {
        let inverse = InverseKinematics(try Kinematics(Worlds.robot()))
        for step in 0..<24 {
            let angle = -0.7 + 1.4 * Double(step) / 23
            let radius = 0.18 + 0.08 * Double(step * 7 % 24) / 23
            let point = SIMD3(radius * cos(angle), radius * sin(angle), height)
            let yaw = angle + 0.3 * sin(Double(step))
            let arm = try inverse.arm(reaching: .init(point: point, yaw: yaw))
            #expect(arm.count == 5)
            for (value, range) in zip(arm, inverse.kinematics.ranges) { #expect(range.contains(value)) }
            let pose = try inverse.kinematics.pose(of: JointAngles(radians: arm + [0]))
            let miss = pose.point - point
            #expect((miss * miss).sum().squareRoot() < 0.001)
            #expect(pose.rotation[0].z < -0.995)
            #expect(pose.rotation[2].x * cos(yaw) + pose.rotation[2].y * sin(yaw) > 0.99)
        }
    }

    @Test func whatIsOutOfReachIsApproached() throws {
        let inverse = InverseKinematics(try Kinematics(Worlds.robot()))
        let arm = try inverse.arm(reaching: .init(point: SIMD3(0.9, 0.2, 0.05), yaw: 0.2))
        let pose = try inverse.kinematics.pose(of: JointAngles(radians: arm + [0]))
        #expect(pose.point.x > 0.3)
        for (value, range) in zip(arm, inverse.kinematics.ranges) { #expect(range.contains(value)) }
    }

    @Test func aPointThatIsNoNumberIsRefused() throws {
        let inverse = InverseKinematics(try Kinematics(Worlds.robot()))
        #expect(throws: EpisodeError.self) {
            try inverse.arm(reaching: .init(point: SIMD3(.nan, 0, 0.1), yaw: 0))
        }
    }
}
