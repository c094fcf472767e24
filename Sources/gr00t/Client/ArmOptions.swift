import ArgumentParser
import Embodiment
import Foundation
import Media
import Robot

/// Which arm with which cameras.
struct ArmOptions: ParsableArguments {
    @Option(help: "Serial port of the arm; a path in /dev/serial/by-id stays the same.") var armPort = "/dev/ttyACM0"
    @Option(help: "Name under which LeRobot calibrated it.") var armId: String?
    @Option(help: "Calibration file, instead of --arm-id.") var calibration: String?
    @Option(help: "so100 or so101.") var armModel = ArmModel.so100
    @Option(
        parsing: .upToNextOption,
        help: "Cameras as the policy calls them: NAME=/dev/video0; with --simulate also NAME=PICTURE or NAME=VIDEO.mp4."
    )
    var camera: [String] = []
    @Option(help: "Width and height of the cameras' pictures.") var cameraSize = "640x480"
    @Option(help: "Pictures per second.") var cameraFps = 30
    @Option(help: "What the cameras send, such as mjpeg; the driver's choice where absent.") var pixelFormat: String?
    @Option(help: "Unit of the training data's joints: degrees or range_m100_100 (LeRobot before 0.4).")
    var unit = JointUnit.degrees
    @Option(help: "The most that a goal may be away from where the joint is, in the joint's unit.")
    var maxRelativeTarget: Double?
    @Flag(help: "Simulated servos instead of an arm.") var simulate = false

    func validate() throws {
        guard simulate || (armId == nil) != (calibration == nil) else {
            throw ValidationError("Give --arm-id, or --calibration with a file; --simulate needs neither.")
        }
        _ = try Sides(cameraSize, named: "--camera-size")
    }

    /// The arm, and the simulated servos that must live as long.
    func open() throws -> (any Robot, SimulatedServoBus?) {
        let size = try Sides(cameraSize, named: "--camera-size")
        let named = try (camera.isEmpty ? [simulate ? "webcam=" : "webcam=/dev/video0"] : camera).map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw ValidationError("--camera '\(text)': write NAME=DEVICE.")
            }
            return (name: parts[0], source: parts[1])
        }
        let cameras = try named.map { try opened($0.name, $0.source, size) }
        let settings = ArmSettings(unit: unit, maximumRelativeTarget: maxRelativeTarget.map { [$0] })
        guard simulate else {
            let file =
                try calibration.map { URL(filePath: $0) }
                ?? CalibrationLocator().find(id: armId ?? "", model: armModel)
            let arm = try SO100Arm(
                port: armPort, calibration: ArmCalibration(contentsOf: file), calibrationFile: file.path,
                settings: settings, cameras: cameras)
            return (arm, nil)
        }
        let bus = try SimulatedServoBus()
        let calibration = try Self.simulatedCalibration()
        bus.set(calibration)
        return (try SO100Arm(port: bus.path, calibration: calibration, settings: settings, cameras: cameras), bus)
    }

    private func opened(_ name: String, _ source: String, _ size: Sides) throws -> any Camera {
        if simulate, source.isEmpty {
            let grey = [UInt8](repeating: 128, count: size.first * size.second * 3)
            return StillCamera(name: name, image: Image(height: size.second, width: size.first, pixels: grey))
        }
        let file = URL(filePath: source)
        switch file.pathExtension.lowercased() {
        case "png", "jpg", "jpeg": return StillCamera(name: name, image: try ImageFile.read(file))
        case "mp4": return try VideoFileCamera(name: name, video: file)
        default:
            return V4L2Camera(
                name: name, device: source, width: size.first, height: size.second, framesPerSecond: cameraFps,
                pixelFormat: pixelFormat)
        }
    }

    /// Joints that turn half a turn to either side; the gripper a quarter.
    private static func simulatedCalibration() throws -> ArmCalibration {
        var joints: [String: JointCalibration] = [:]
        for joint in ArmJoint.allCases {
            let reach = joint == .gripper ? 512 : joint == .wristRoll ? 2047 : 1200
            joints[joint.rawValue] = JointCalibration(
                id: Int(joint.id), homingOffset: 0, rangeMinimum: 2047 - reach, rangeMaximum: 2047 + reach)
        }
        return try ArmCalibration(joints, file: "the simulation's calibration")
    }
}

extension ArmModel: ExpressibleByArgument {}
extension JointUnit: ExpressibleByArgument {}
