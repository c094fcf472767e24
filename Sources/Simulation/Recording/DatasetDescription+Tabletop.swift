import Dataset

extension DatasetDescription {
    /// What demonstrations of the simulated arm are recorded as: the layout of the data config `so100_dualcam`.
    package static func tabletop(imageSize: Int) -> DatasetDescription {
        let joints: [JointGroup] = [
            .init("single_arm", joints: JointAngles.names.dropLast().map { "\($0).pos" }),
            .init("gripper", joints: ["gripper.pos"]),
        ]
        return DatasetDescription(
            robotType: "so101", framesPerSecond: 10,
            cameras: ["front", "wrist"].map { .init($0, width: imageSize, height: imageSize) }, state: joints,
            action: joints)
    }
}
