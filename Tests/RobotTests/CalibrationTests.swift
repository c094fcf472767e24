import Foundation
import Robot
import TestSupport
import Testing

@Suite struct CalibrationTests {
    private static let joint = JointCalibration(id: 1, homingOffset: 0, rangeMinimum: 800, rangeMaximum: 3200)

    @Test(arguments: [
        (2047, 3.916667, 51.958333, 4.131868), (3500, 100, 100, 131.868132), (800, -100, 0, -105.494505),
    ])
    func stepsBecomeTheNumbersOfLeRobot(steps: Int, signed: Double, percent: Double, degrees: Double) {
        #expect(abs(Self.joint.value(ofSteps: steps, in: .signedPercent) - signed) < 1e-6)
        #expect(abs(Self.joint.value(ofSteps: steps, in: .percent) - percent) < 1e-6)
        #expect(abs(Self.joint.value(ofSteps: steps, in: .degrees) - degrees) < 1e-6)
    }

    @Test func numbersBecomeTheStepsOfLeRobot() {
        #expect(Self.joint.steps(ofValue: 90, in: .degrees) == 3023)
        #expect(Self.joint.steps(ofValue: 50, in: .signedPercent) == 2600)
        #expect(Self.joint.steps(ofValue: 1000, in: .signedPercent) == 3200)
        #expect(Self.joint.steps(ofValue: -1, in: .percent) == 800)
        #expect(Self.joint.steps(ofValue: 1e300, in: .degrees) == 32767)
    }

    @Test(arguments: [0, 1]) func goingForthAndBackStaysWithinAStep(driveMode: Int) {
        var joint = Self.joint
        joint.driveMode = driveMode
        for unit in [JointUnit.degrees, .radians, .signedPercent, .percent] {
            for steps in stride(from: 800, through: 3200, by: 37) {
                let back = joint.steps(ofValue: joint.value(ofSteps: steps, in: unit), in: unit)
                #expect(abs(back - steps) <= 1, "\(unit) \(steps)")
            }
        }
        let first = joint.value(ofSteps: 800, in: .signedPercent)
        #expect(first == (driveMode == 0 ? -100 : 100))
        #expect(joint.value(ofSteps: 800, in: .percent) == (driveMode == 0 ? 0 : 100))
    }

    @Test func aFileIsReadAsItWasWritten() throws {
        try withTemporaryDirectory { directory in
            let calibration = try ArmCalibration(Self.arm())
            let file = directory.appending(path: "robots/so_follower/black.json")
            try calibration.write(to: file)
            #expect(try ArmCalibration(contentsOf: file) == calibration)
            // As LeRobot reads it: an object per joint with these five numbers.
            let data = try Data(contentsOf: file)
            let read = try JSONDecoder().decode([String: [String: Int]].self, from: data)
            #expect(
                read["wrist_roll"] == [
                    "id": 5, "drive_mode": 0, "homing_offset": 73, "range_min": 0, "range_max": 4095,
                ])
            #expect(read.count == 6)
            let names = try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path)
            #expect(names == ["black.json"])
        }
    }

    @Test func whatIsWrongWithAFileIsSaid() throws {
        try withTemporaryDirectory { (directory) throws in
            let file = directory.appending(path: "arm.json")
            let path = file.path
            func refusal(_ text: String) throws -> CalibrationError? {
                try Data(text.utf8).write(to: file)
                return #expect(throws: CalibrationError.self) { try ArmCalibration(contentsOf: file) }
            }
            let old = """
                {"homing_offset": [2048, 1], "drive_mode": [0, 1], "start_pos": [1, 2], "end_pos": [1, 2],
                 "calib_mode": ["DEGREE", "LINEAR"], "motor_names": ["shoulder_pan", "gripper"]}
                """
            #expect(try refusal(old) == .oldFormat(file: path))
            #expect(try refusal("{") == .malformed(file: path, reason: "no JSON"))
            #expect(
                try refusal(#"{"gripper": {"id": 1}}"#)
                    == .malformed(file: path, reason: "gripper > drive_mode is missing"))
            #expect(try refusal("{}") == .missingJoints(file: path, ArmJoint.allCases.map(\.rawValue)))

            var joints = Self.arm()
            joints["elbow"] = joints["gripper"]
            #expect(throws: CalibrationError.unknownJoints(file: "f", ["elbow"])) {
                try ArmCalibration(joints, file: "f")
            }
            let flaws: [(inout JointCalibration) -> Void] = [
                { $0.id = 2 }, { $0.driveMode = 2 }, { $0.homingOffset = 2048 }, { $0.rangeMinimum = 3128 },
                { $0.rangeMaximum = 4096 }, { $0.rangeMinimum = -1 },
            ]
            for flaw in flaws {
                var joints = Self.arm()
                flaw(&joints["shoulder_pan", default: Self.joint])
                let error = #expect(throws: CalibrationError.self) { try ArmCalibration(joints, file: "f") }
                guard case .badValue("f", "shoulder_pan", _) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
            }
            #expect(
                throws: CalibrationError.unreadable(file: "/no/arm.json", reason: "no such file")
            ) { try ArmCalibration(contentsOf: URL(filePath: "/no/arm.json")) }
        }
    }

    @Test func filesAreFoundWhereLeRobotKeepsThem() throws {
        try withTemporaryDirectory { directory in
            let root = directory.path
            let locator = CalibrationLocator(environment: ["HF_LEROBOT_CALIBRATION": root])
            let (new, old) = ("\(root)/robots/so_follower/a.json", "\(root)/robots/so101_follower/a.json")
            #expect(throws: CalibrationError.notFound(id: "a", searched: [new, old])) {
                try locator.find(id: "a", model: .so101)
            }
            let calibration = try ArmCalibration(Self.arm())
            try calibration.write(to: URL(filePath: old))
            #expect(try locator.find(id: "a", model: .so101).path == old)
            #expect(try locator.newFile(id: "a").path == new)
            try calibration.write(to: locator.newFile(id: "a"))
            #expect(try locator.find(id: "a", model: .so101).path == new)
            for name in ["", "../a", "a/b", ".a"] {
                #expect(throws: CalibrationError.badName(name)) { try locator.newFile(id: name) }
            }
            let places = [
                ["HOME": "/h"], ["HOME": "/h", "HF_HOME": "/hf"], ["HF_LEROBOT_HOME": "/l", "HF_HOME": "/hf"],
            ].map { try? CalibrationLocator(environment: $0).newFile(id: "a").path }
            let end = "calibration/robots/so_follower/a.json"
            #expect(places == ["/h/.cache/huggingface/lerobot/\(end)", "/hf/lerobot/\(end)", "/l/\(end)"])
        }
    }

    static func arm() -> [String: JointCalibration] {
        Dictionary(
            uniqueKeysWithValues: ArmJoint.allCases.enumerated().map { index, joint in
                let roll = joint == .wristRoll
                return (
                    joint.rawValue,
                    JointCalibration(
                        id: index + 1, homingOffset: roll ? 73 : -14 * (index + 1), rangeMinimum: roll ? 0 : 1015,
                        rangeMaximum: roll ? 4095 : 3128)
                )
            })
    }
}
