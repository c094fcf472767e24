import Dataset
import Embodiment
import Foundation
import Robot

/// What a robot sees and does, written as an episode of a LeRobot dataset.
struct RecordedEpisode {
    /// The robot, watched.
    let robot: RecordingRobot
    private let writer: Writer

    /// Throws `RecordingError`.
    init(_ root: URL, _ robot: any Robot, _ mapping: JointMapping, _ command: ClientSO100) throws {
        let specification = robot.specification
        let joints = specification.joints.map(\.name)
        let groups = [
            DatasetDescription.JointGroup("single_arm", joints: Array(joints.dropLast())),
            DatasetDescription.JointGroup("gripper", joints: Array(joints.suffix(1))),
        ]
        let writer = try Writer(
            root,
            DatasetDescription(
                robotType: command.arm.armModel.rawValue, framesPerSecond: max(1, Int(command.hz.rounded())),
                cameras: specification.cameras.map { .init($0.name, width: $0.width, height: $0.height) },
                state: groups, action: groups))
        let task = command.langInstruction
        self.writer = writer
        self.robot = RecordingRobot(robot) { step in
            let observation = try mapping.observation(step.observation, instruction: task)
            try await writer.add(observation, mapping.rows(step.action), task)
        }
    }

    /// The episode becomes one of the dataset. Throws `RecordingError`.
    func finish() async throws { try await writer.finish() }

    private actor Writer {
        private let writer: EpisodeWriter

        init(_ root: URL, _ description: DatasetDescription) throws {
            writer = try EpisodeWriter(root: root, description: description)
        }

        func add(_ observation: Observation, _ action: [String: [Double]], _ task: String) throws {
            try writer.add(
                state: observation.state.mapValues { Array($0.row(0)) }, action: action,
                frames: observation.video.compactMapValues(\.last), task: task)
        }

        func finish() throws {
            guard writer.stepCount > 0 else { return }
            let episode = try writer.finishEpisode()
            Terminal.note("recorded episode \(episode), \(writer.frameCount) steps in all, in \(writer.root.path)")
        }
    }
}
