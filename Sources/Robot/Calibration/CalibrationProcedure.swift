import Synchronization
import Threads

/// What is asked of the person who calibrates an arm.
public struct CalibrationGuide: Sendable {
    /// Asks to move every joint to the middle of its range; returns when that is done.
    public let centre: @Sendable () async throws -> Void
    /// Asks to move every joint from end to end; returns when that is done.
    public let sweep: @Sendable () async throws -> Void
    /// Gets the lowest, present and highest steps of every joint while they are moved.
    public let progress: @Sendable ([(joint: ArmJoint, lowest: Int, present: Int, highest: Int)]) -> Void

    public init(
        centre: @escaping @Sendable () async throws -> Void, sweep: @escaping @Sendable () async throws -> Void,
        progress: @escaping @Sendable ([(joint: ArmJoint, lowest: Int, present: Int, highest: Int)]) -> Void = { _ in }
    ) {
        self.centre = centre
        self.sweep = sweep
        self.progress = progress
    }
}

/// LeRobot's calibration of an SO-100 or SO-101: the middle of every joint becomes the middle of the servo's turn, then
/// the ends are found by moving the joints by hand.
actor CalibrationProcedure {
    private let path: String
    private let timing: FeetechBus.Timing
    private let executor: JobThread
    private var motors: ArmMotors?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(port: String, timing: FeetechBus.Timing) {
        path = port
        self.timing = timing
        executor = JobThread(name: "calibration \(port)")
    }

    /// Returns the calibration, which the servos then have. Throws ``ArmError``, ``CalibrationError``, and what `guide`
    /// throws.
    func run(_ guide: CalibrationGuide) async throws -> ArmCalibration {
        let motors = ArmMotors(try SO100Arm.open(path, timing))
        self.motors = motors
        defer { self.motors = nil }
        try motors.identify()
        try reset(motors)
        try await guide.centre()
        let offsets = try centre(motors)
        let ranges = try await ranges(motors, guide)
        var joints: [String: JointCalibration] = [:]
        for (index, joint) in ArmJoint.allCases.enumerated() {
            // It turns without end, so it has no ends to find.
            let range = joint == .wristRoll ? ArmCalibration.steps : ranges[index]
            joints[joint.rawValue] = JointCalibration(
                id: Int(joint.id), homingOffset: offsets[index], rangeMinimum: range.lowerBound,
                rangeMaximum: range.upperBound)
        }
        let still = zip(ArmJoint.allCases, ranges).filter { $0 != .wristRoll && $1.count == 1 }.map(\.0.rawValue)
        guard still.isEmpty else { throw CalibrationError.unmoved(still) }
        let calibration = try ArmCalibration(joints, file: "the new calibration")
        try motors.write(calibration)
        return calibration
    }

    /// Servos that hold nothing and report their whole turn.
    private func reset(_ motors: ArmMotors) throws {
        try motors.release()
        for joint in ArmJoint.allCases {
            try motors.write(0, .operatingMode, joint)
            try motors.write(0, .homingOffset, joint)
            try motors.write(ArmCalibration.steps.lowerBound, .minimumPosition, joint)
            try motors.write(ArmCalibration.steps.upperBound, .maximumPosition, joint)
        }
    }

    /// Makes the present position of every joint 2047.
    private func centre(_ motors: ArmMotors) throws -> [Int] {
        let offsets = try motors.positions().map { $0 - ArmCalibration.steps.upperBound / 2 }
        for (joint, offset) in zip(ArmJoint.allCases, offsets) {
            guard ArmCalibration.offsets.contains(offset) else { throw ArmError.centreTooFar(joint: joint.rawValue) }
            try motors.write(offset, .homingOffset, joint)
        }
        return offsets
    }

    private func ranges(_ motors: ArmMotors, _ guide: CalibrationGuide) async throws -> [ClosedRange<Int>] {
        var ranges = try motors.positions().map { $0...$0 }
        try await withThrowingTaskGroup { group in
            let finished = FinishedFlag()
            group.addTask {
                defer { finished.set() }
                try await guide.sweep()
            }
            while !finished.isSet {
                try await Task.sleep(for: .milliseconds(10))
                let present = try motors.positions()
                ranges = zip(ranges, present).map { min($0.lowerBound, $1)...max($0.upperBound, $1) }
                guide.progress(
                    zip(ArmJoint.allCases, zip(ranges, present)).map {
                        (joint: $0, lowest: $1.0.lowerBound, present: $1.1, highest: $1.0.upperBound)
                    })
            }
            try await group.waitForAll()
        }
        return ranges
    }
}

private final class FinishedFlag: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() { flag.store(true, ordering: .releasing) }
}
