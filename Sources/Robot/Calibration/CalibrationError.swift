/// What can go wrong with the calibration of an arm.
public enum CalibrationError: Error, Equatable, CustomStringConvertible {
    /// None of the places where it may be has it.
    case notFound(id: String, searched: [String])
    case badName(String)
    case unreadable(file: String, reason: String)
    case malformed(file: String, reason: String)
    /// From before LeRobot's change of 2025.
    case oldFormat(file: String)
    case missingJoints(file: String, [String])
    case unknownJoints(file: String, [String])
    case badValue(file: String, joint: String, reason: String)
    case unwritable(file: String, reason: String)
    /// The joints stayed where they were while their ranges were to be shown.
    case unmoved([String])
    /// The servos hold other numbers than the file.
    case differs(from: String, [String])

    public var description: String {
        switch self {
        case .notFound(let id, let searched):
            "no calibration of an arm named '\(id)': looked for \(searched.joined(separator: ", ")); calibrate the arm,"
                + " or give the file's path"
        case .badName(let name): "'\(name)' cannot be the name of an arm: use letters, digits, '-', '_' and '.'"
        case .unreadable(let file, let reason):
            "\(file): cannot be read (\(reason)); check the path and its permissions"
        case .malformed(let file, let reason): "\(file): is not a calibration (\(reason)); calibrate the arm again"
        case .oldFormat(let file):
            "\(file): is a calibration of LeRobot before 2025, which says nothing about the joints' ranges and counts"
                + " from another zero; calibrate the arm again, and use policies that were trained after the change"
        case .missingJoints(let file, let joints):
            "\(file): says nothing about \(joints.joined(separator: ", ")); calibrate the arm again"
        case .unknownJoints(let file, let joints):
            "\(file): \(joints.joined(separator: ", ")) is no joint of this arm; is it another robot's file?"
        case .badValue(let file, let joint, let reason): "\(file): \(joint): \(reason); calibrate the arm again"
        case .unwritable(let file, let reason):
            "\(file): cannot be written (\(reason)); check the folder, its permissions and the free space"
        case .unmoved(let joints):
            "\(joints.joined(separator: ", ")) did not move; calibrate again and move every joint from end to end"
        case .differs(let file, let differences):
            "the servos are not calibrated as \(file) says (\(differences.joined(separator: "; "))); write the file's"
                + " numbers to the servos if it is this arm's file, else calibrate the arm again"
        }
    }
}
