import Embodiment
import Foundation
import MuJoCo

extension TabletopWorld {
    /// Where everything is and what touches what; before a reset there are no cubes.
    package var state: WorldState {
        let touching = physics.contacts
        let point = grasp.position(in: physics)
        let present = layout?.cubes ?? []
        return WorldState(
            time: physics.time, joints: JointAngles(radians: arm.positions.map { physics.positions[$0] }),
            velocities: arm.velocities.map { physics.velocities[$0] }, command: command,
            gripperPoint: [point.x, point.y, point.z],
            cubes: zip(present, cubes).map { cube($0.colour, $1, touching) },
            bowl: layout?.bowl.map { _ in
                let position = bowl.position(in: physics)
                return [position.x, position.y]
            })
    }

    private func cube(_ colour: CubeColour, _ body: LooseBody, _ touching: [Contact]) -> WorldState.Cube {
        let pose = physics.geomPose(body.geoms[0])
        let partners = contacts.partners(of: body.geoms[0], in: touching)
        return WorldState.Cube(
            colour: colour, position: [pose.position.x, pose.position.y, pose.position.z],
            yaw: atan2(pose.axes[0].y, pose.axes[0].x), velocity: body.velocity(in: physics),
            touchesFixedJaw: partners.contains(contacts.fixedPad),
            touchesMovingJaw: partners.contains(contacts.movingPad), touchesTable: partners.contains(contacts.table),
            touchesBowl: !partners.isDisjoint(with: contacts.bowl))
    }

    /// What a policy gets, with the keys of the data config `so100_dualcam`: both cameras, the arm in degrees, the gripper in
    /// percent, and the instruction.
    ///
    /// - Throws: `WorldError.notReset`, `PhysicsError`.
    package func observation(instruction: String) throws -> Observation {
        let images = try render()
        let joints = state.joints
        return Observation(
            video: [PolicyCamera.front.rawValue: [images.front], PolicyCamera.wrist.rawValue: [images.wrist]],
            state: [
                "single_arm": Matrix(rows: 1, columns: 5, values: joints.arm),
                "gripper": Matrix(rows: 1, columns: 1, values: [joints.gripper]),
            ],
            annotation: ["human.task_description": [instruction]])
    }
}
