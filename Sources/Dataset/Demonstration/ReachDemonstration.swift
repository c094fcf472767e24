import Foundation

/// Demonstrations for whoever has no dataset at hand: a simulated arm on a table reaches for the disc that the instruction
/// names, and records itself. The dataset has the layout of an SO-100 with one camera, so the data config `so100` fits it.
public enum ReachDemonstration {
    public static let description = DatasetDescription(
        robotType: "so100", framesPerSecond: 30,
        cameras: [.init("webcam", width: ReachScene.width, height: ReachScene.height)], state: joints, action: joints)

    private static let joints: [DatasetDescription.JointGroup] = [
        .init(
            "single_arm",
            joints: ["shoulder_pan", "shoulder_lift", "elbow_flex", "wrist_flex", "wrist_roll"].map { "\($0).pos" }),
        .init("gripper", joints: ["gripper.pos"]),
    ]

    /// How much of the way to its target a joint makes within one step: servos lag behind.
    private static let response = 0.7

    /// Records until the dataset in `root` has `episodes` episodes. Every episode follows from `seed` and its number alone, so
    /// a recording that was broken off and taken up again has the same steps as one that was not.
    ///
    /// - Parameter steps: per episode, at 30 steps per second.
    /// - Returns: the number of episodes recorded now.
    /// - Throws: ``RecordingError``.
    @discardableResult public static func record(
        to root: URL, episodes: Int = 3, steps: Int = 60, seed: UInt64 = 7
    ) throws -> Int {
        let writer = try EpisodeWriter(root: root, description: description)
        let present = writer.episodeCount
        for episode in present..<max(present, episodes) {
            let scene = ReachScene(seed: seed &+ UInt64(episode))
            var joints = scene.target(at: 0)
            for step in 0..<steps {
                let target = scene.target(at: Double(step + 1) / Double(steps))
                try writer.add(
                    state: ["single_arm": joints.arm, "gripper": [joints.gripper]],
                    action: ["single_arm": target.arm, "gripper": [target.gripper]],
                    frames: ["webcam": scene.picture(joints)], task: scene.instruction)
                joints = joints.moved(towards: target, by: response)
            }
            try writer.finishEpisode()
        }
        return max(0, episodes - present)
    }
}
