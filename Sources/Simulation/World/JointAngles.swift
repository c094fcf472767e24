/// The six joints of an SO-101, in radians: pan, lift, elbow flex, wrist flex, wrist roll, gripper.
///
/// A dataset and a policy have them in LeRobot's units: degrees, and 0 (closed) to 100 (open) for the gripper.
public struct JointAngles: Sendable, Equatable, Codable {
    public static let count = 6
    public static let names = ["shoulder_pan", "shoulder_lift", "elbow_flex", "wrist_flex", "wrist_roll", "gripper"]
    /// The gripper's angle, in radians, that counts as 0 and the one that counts as 100: the joint's range in the robot's model.
    static let gripperRange = -0.174533...1.74533

    /// In radians, in the order of ``names``.
    public var radians: [Double]

    /// - Precondition: six values.
    public init(radians: [Double]) {
        precondition(radians.count == Self.count, "an SO-101 has \(Self.count) joints, not \(radians.count)")
        self.radians = radians
    }

    /// Five angles in degrees and the gripper's opening in percent.
    public init(arm: some Sequence<Double>, gripper: Double) {
        let range = Self.gripperRange
        self.init(
            radians: arm.map { $0 * .pi / 180 }
                + [range.lowerBound + gripper / 100 * (range.upperBound - range.lowerBound)])
    }

    /// The first five joints, in degrees.
    public var arm: [Double] { radians.dropLast().map { $0 * 180 / .pi } }

    /// The gripper's opening, in percent.
    public var gripper: Double {
        let range = Self.gripperRange
        return (radians[Self.count - 1] - range.lowerBound) / (range.upperBound - range.lowerBound) * 100
    }
}
