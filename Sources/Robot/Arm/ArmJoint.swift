/// The joints of SO-100 and SO-101, in the order of their servos' numbers and of the values in observations and
/// actions.
public enum ArmJoint: String, Sendable, CaseIterable, Codable {
    case shoulderPan = "shoulder_pan"
    case shoulderLift = "shoulder_lift"
    case elbowFlex = "elbow_flex"
    case wristFlex = "wrist_flex"
    case wristRoll = "wrist_roll"
    case gripper = "gripper"

    /// The number of its servo on the bus, 1 to 6.
    package var id: UInt8 {
        switch self {
        case .shoulderPan: 1
        case .shoulderLift: 2
        case .elbowFlex: 3
        case .wristFlex: 4
        case .wristRoll: 5
        case .gripper: 6
        }
    }

    package init?(id: UInt8) {
        guard let joint = ArmJoint.allCases.first(where: { $0.id == id }) else { return nil }
        self = joint
    }
}
