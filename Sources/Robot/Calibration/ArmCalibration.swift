import Foundation

/// The calibration of a whole arm: LeRobot's file, one object per joint.
public struct ArmCalibration: Sendable, Equatable {
    /// One per ``ArmJoint``, in their order.
    public let joints: [JointCalibration]

    /// What the servo can report.
    package static let steps = 0...4095
    /// Steps that the homing offset can hold.
    package static let offsets = -2047...2047

    /// Throws ``CalibrationError`` about `file` for joints that are missing, unknown or impossible.
    public init(_ joints: [String: JointCalibration], file: String = "calibration") throws(CalibrationError) {
        let missing = ArmJoint.allCases.map(\.rawValue).filter { joints[$0] == nil }
        guard missing.isEmpty else { throw .missingJoints(file: file, missing) }
        let unknown = joints.keys.filter { ArmJoint(rawValue: $0) == nil }.sorted()
        guard unknown.isEmpty else { throw .unknownJoints(file: file, unknown) }
        var checked: [JointCalibration] = []
        for joint in ArmJoint.allCases {
            guard let calibration = joints[joint.rawValue] else { continue }
            if let reason = ArmCalibration.flaw(of: calibration, joint) {
                throw .badValue(file: file, joint: joint.rawValue, reason: reason)
            }
            checked.append(calibration)
        }
        self.joints = checked
    }

    /// The calibration of one joint.
    public subscript(joint: ArmJoint) -> JointCalibration { joints[Int(joint.id) - 1] }

    /// Reads LeRobot's file. Throws ``CalibrationError``.
    public init(contentsOf url: URL) throws(CalibrationError) {
        let file = url.path(percentEncoded: false)
        let data: Data
        do {
            data = try Data(contentsOf: url)
        } catch {
            let isThere = FileManager.default.fileExists(atPath: file)
            throw .unreadable(file: file, reason: isThere ? "no permission, or not a file" : "no such file")
        }
        if (try? JSONDecoder().decode(OldFormat.self, from: data)) != nil { throw .oldFormat(file: file) }
        let joints: [String: JointCalibration]
        do {
            joints = try JSONDecoder().decode([String: JointCalibration].self, from: data)
        } catch {
            throw .malformed(file: file, reason: ArmCalibration.words(for: error))
        }
        try self.init(joints, file: file)
    }

    /// Writes LeRobot's file, and the directories above it; a reader sees the old file or the new one. Throws
    /// ``CalibrationError/unwritable(file:reason:)``.
    public func write(to url: URL) throws(CalibrationError) {
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url, options: .atomic)
        } catch {
            throw .unwritable(file: url.path(percentEncoded: false), reason: error.localizedDescription)
        }
    }

    /// The file's text: joints in the order of the servos, as LeRobot writes it.
    private var text: String {
        let objects = zip(ArmJoint.allCases, joints).map { joint, calibration in
            let fields = [
                ("id", calibration.id), ("drive_mode", calibration.driveMode),
                ("homing_offset", calibration.homingOffset), ("range_min", calibration.rangeMinimum),
                ("range_max", calibration.rangeMaximum),
            ]
            let lines = fields.map { "        \"\($0.0)\": \($0.1)" }.joined(separator: ",\n")
            return "    \"\(joint.rawValue)\": {\n\(lines)\n    }"
        }
        return "{\n" + objects.joined(separator: ",\n") + "\n}\n"
    }

    /// Parallel lists instead of an object per joint.
    private struct OldFormat: Decodable {
        let homing_offset: [Int]
        let motor_names: [String]
    }

    private static func flaw(of calibration: JointCalibration, _ joint: ArmJoint) -> String? {
        let (low, high) = (calibration.rangeMinimum, calibration.rangeMaximum)
        return if calibration.id != Int(joint.id) {
            "its servo has number \(calibration.id) instead of \(joint.id)"
        } else if !(0...1).contains(calibration.driveMode) {
            "drive_mode \(calibration.driveMode) is neither 0 nor 1"
        } else if !offsets.contains(calibration.homingOffset) {
            "homing_offset \(calibration.homingOffset) is not within -2047 to 2047"
        } else if !steps.contains(low) || !steps.contains(high) || low >= high {
            "the range \(low) to \(high) is not one within 0 to 4095"
        } else {
            nil
        }
    }

    private static func words(for error: any Error) -> String {
        func place(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: " > ") }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): return "\(place(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(place(context.codingPath)) is not what it should be"
        default: return "no JSON"
        }
    }
}
