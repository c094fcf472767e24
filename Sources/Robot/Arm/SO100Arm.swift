import Embodiment
import Media
import Threads

/// An SO-100 or SO-101 follower arm: six Feetech servos on a serial port, and cameras.
///
/// From ``connect()`` to ``disconnect()`` the arm holds itself. It lets go also when the object goes away, and when the
/// process ends by itself, by a crash or by a signal (all but SIGKILL).
public actor SO100Arm: Robot {
    public nonisolated let specification: RobotSpecification
    private let path: String
    private let calibration: ArmCalibration
    private let calibrationFile: String
    private let settings: ArmSettings
    private let cameras: [any Camera]
    private let executor: JobThread
    private var motors: ArmMotors?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - port: `/dev/ttyACM0`, or better a path in `/dev/serial/by-id`, which stays the same.
    ///   - calibrationFile: where `calibration` comes from, for messages.
    /// - Throws: ``ArmError/badSetting(_:)``.
    public init(
        port: String, calibration: ArmCalibration, calibrationFile: String = "the calibration",
        settings: ArmSettings = ArmSettings(), cameras: [any Camera] = []
    ) throws(ArmError) {
        try settings.validate()
        let names = cameras.map(\.name)
        guard Set(names).count == names.count else {
            throw .badSetting("two cameras have the same name (\(names.joined(separator: ", "))); give each its own")
        }
        path = port
        self.calibration = calibration
        self.calibrationFile = calibrationFile
        self.settings = settings
        self.cameras = cameras
        executor = JobThread(name: "arm \(port)")
        specification = RobotSpecification(
            joints: ArmJoint.allCases.map { .init($0.rawValue, unit: $0 == .gripper ? .percent : settings.unit) },
            cameras: cameras.map(\.specification))
    }

    /// Opens the port, checks who is there and how they are calibrated, starts the cameras, sets the servos, and holds
    /// the arm where it is. An arm that another program has left energised lets go for a moment, so support it.
    ///
    /// Throws ``ArmError``, ``CalibrationError`` and ``CameraError``.
    public func connect() async throws {
        guard motors == nil else { return }
        let motors = ArmMotors(try SO100Arm.open(path, settings.busTiming))
        self.motors = motors
        do {
            try motors.identify()
            let differences = try motors.differences(from: calibration)
            if !differences.isEmpty {
                guard settings.writesCalibration else {
                    throw CalibrationError.differs(from: calibrationFile, differences)
                }
                try motors.write(calibration)
            }
            for camera in cameras { try await camera.start() }
            guard self.motors === motors else { throw ArmError.notConnected }
            try motors.configure(settings.gains)
            try motors.hold()
        } catch {
            // What went wrong first is what the caller must hear, unless the arm cannot be let go.
            try letGo()
            throw error
        }
    }

    /// Throws ``ArmError``, and ``CameraError`` for a camera whose newest picture is old.
    public func observation() async throws -> RobotObservation {
        let motors = try connected()
        let steps = try motors.positions()
        let images = try cameras.map { ($0.name, try $0.newestFrame()) }
        return RobotObservation(joints: values(steps), images: Dictionary(uniqueKeysWithValues: images))
    }

    /// Sends goals, limited to ``ArmSettings/maximumRelativeTarget`` and, in percent, to the calibrated range.
    ///
    /// - Returns: the goals as the servos got them. Throws ``ArmError``; then nothing was sent.
    @discardableResult public func send(_ goals: [Double]) async throws -> [Double] {
        let motors = try connected()
        guard goals.count == specification.joints.count else {
            throw ArmError.wrongGoalCount(found: goals.count, joints: specification.joints.count)
        }
        for (joint, goal) in zip(ArmJoint.allCases, goals) where !goal.isFinite {
            throw ArmError.badGoal(joint: joint.rawValue, value: goal)
        }
        let limited = try limited(goals, motors)
        let steps = zip(ArmJoint.allCases, zip(limited, specification.joints)).map { joint, goal in
            calibration[joint].steps(ofValue: goal.0, in: goal.1.unit)
        }
        try motors.setGoals(steps)
        return values(steps)
    }

    /// Lets go of the servos and closes the port and the cameras. Throws ``ArmError/torqueMayBeOn(joints:reason:)``
    /// when the arm could not be let go; the port is closed nevertheless.
    public func disconnect() async throws { try letGo() }

    private func letGo() throws {
        for camera in cameras { camera.stop() }
        guard let motors else { return }
        self.motors = nil
        if motors.isHolding { try motors.release() }
    }

    /// Finds out the ranges of the joints, with a person who moves the arm. The arm must
    /// not be connected; afterwards the servos have the new calibration and hold nothing.
    ///
    /// Throws ``ArmError``, ``CalibrationError``, and what `guide` throws.
    public static func calibrate(port: String, guide: CalibrationGuide) async throws -> ArmCalibration {
        try await calibrate(port: port, guide: guide, timing: FeetechBus.Timing())
    }

    package static func calibrate(
        port: String, guide: CalibrationGuide, timing: FeetechBus.Timing
    ) async throws -> ArmCalibration {
        try await CalibrationProcedure(port: port, timing: timing).run(guide)
    }

    static func open(_ path: String, _ timing: FeetechBus.Timing) throws(ArmError) -> FeetechBus {
        do { return FeetechBus(try SerialPort(path), timing: timing) } catch { throw .bus(joint: nil, .port(error)) }
    }

    private func connected() throws(ArmError) -> ArmMotors {
        guard let motors else { throw .notConnected }
        return motors
    }

    private func values(_ steps: [Int]) -> [Double] {
        zip(ArmJoint.allCases, zip(steps, specification.joints)).map { joint, place in
            calibration[joint].value(ofSteps: place.0, in: place.1.unit)
        }
    }

    private func limited(_ goals: [Double], _ motors: ArmMotors) throws(ArmError) -> [Double] {
        guard let limits = settings.maximumRelativeTarget else { return goals }
        let present = values(try motors.positions())
        return goals.indices.map { index in
            let limit = limits.count == 1 ? limits[0] : limits[index]
            return min(max(goals[index], present[index] - limit), present[index] + limit)
        }
    }
}
