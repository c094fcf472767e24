/// What can go wrong with an SO-100 or SO-101 arm.
public enum ArmError: Error, Equatable, CustomStringConvertible {
    /// A servo of another kind has this number.
    case wrongServo(joint: String, id: UInt8, found: Int)
    /// Servos with different programs answer differently.
    case firmwareDiffers([String])
    case notConnected
    case wrongGoalCount(found: Int, joints: Int)
    case badGoal(joint: String, value: Double)
    case badSetting(String)
    /// Letting go failed for these joints.
    case torqueMayBeOn(joints: [String], reason: String)
    case centreTooFar(joint: String)
    case bus(joint: String?, BusError)

    public var description: String {
        switch self {
        case .wrongServo(let joint, let id, let found):
            "servo \(id) (\(joint)) is of model \(found) instead of 777 (STS3215); check that this is a follower arm"
                + " SO-100 or SO-101"
        case .firmwareDiffers(let versions):
            "the servos have different firmware (\(versions.joined(separator: ", "))); bring all to the newest with"
                + " Feetech's program FD"
        case .notConnected: "the arm is not connected; connect it first"
        case .wrongGoalCount(let found, let joints): "\(found) goals for an arm of \(joints) joints; give one per joint"
        case .badGoal(let joint, let value):
            "the goal of \(joint) is \(value); nothing was sent, look for the error in the policy"
        case .badSetting(let text): text
        case .torqueMayBeOn(let joints, let reason):
            "THE ARM MAY STILL HOLD: \(joints.joined(separator: ", ")) could not be let go (\(reason)); support the"
                + " arm and switch its power off"
        case .centreTooFar(let joint):
            "\(joint) stands too far from the middle of its turn; move every joint to the middle and calibrate again"
        case .bus(let joint, let error): joint.map { "\($0): \(error)" } ?? error.description
        }
    }
}
