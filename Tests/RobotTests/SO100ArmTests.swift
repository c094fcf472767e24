import Foundation
import Media
import Robot
import Testing

/// The whole way of an arm: termios, packets, retries; only the servos are simulated.
@Suite struct SO100ArmTests {
    private let calibration: ArmCalibration
    private let bus: SimulatedServoBus

    init() throws {
        calibration = try ArmCalibration(CalibrationTests.arm())
        bus = try SimulatedServoBus(shafts: [2000, 2100, 1900, 2050, 3000, 1500], speed: 20_000)
        bus.set(calibration)
    }

    /// The machine that runs the tests may be busy: the arm is patient, in many short tries where answers are to fail.
    private static let manyShortTries = (answer: Duration.milliseconds(100), retries: 10)

    private func makeArm(
        _ settings: ArmSettings = ArmSettings(), cameras: [any Camera] = [],
        timing: (answer: Duration, retries: Int) = (.seconds(2), 2)
    ) throws -> SO100Arm {
        var settings = settings
        settings.busTiming.answer = timing.answer
        settings.busTiming.retries = timing.retries
        return try SO100Arm(
            port: bus.path, calibration: calibration, calibrationFile: "black.json", settings: settings,
            cameras: cameras)
    }

    @Test func connectingHoldsTheArmWhereItIs() async throws {
        let before = ArmJoint.allCases.map(bus.shaft)
        let image = Image(height: 2, width: 2, pixels: Array(repeating: 7, count: 12))
        let arm = try makeArm(cameras: [StillCamera(name: "wrist", image: image)])
        try await arm.connect()
        #expect(ArmJoint.allCases.allSatisfy(bus.isHeld))
        let observation = try await arm.observation()
        #expect(ArmJoint.allCases.map(bus.shaft) == before, "the old goal is 0, which must not be gone to")
        #expect(observation.images == ["wrist": image])
        let expected = zip(ArmJoint.allCases, before).map { joint, shaft in
            calibration[joint].value(
                ofSteps: Int(shaft) - calibration[joint].homingOffset, in: joint == .gripper ? .percent : .degrees)
        }
        #expect(observation.joints == expected)
        #expect(arm.specification.joints.map(\.name) == ArmJoint.allCases.map(\.rawValue))
        try await arm.disconnect()
        try await arm.disconnect()
        #expect(!bus.isHeld)
        await #expect(throws: ArmError.notConnected) { try await arm.observation() }
    }

    @Test func servosAreSetAsLeRobotSetsThem() async throws {
        let arm = try makeArm()
        try await arm.connect()
        for joint in ArmJoint.allCases {
            let expected: [(ServoRegister, Int)] = [
                (.returnDelay, 0), (.maximumAcceleration, 254), (.acceleration, 254), (.operatingMode, 0),
                (.proportional, 16), (.integral, 0), (.derivative, 32), (.phase, 0x0C), (.lock, 1),
            ]
            for (register, value) in expected { #expect(bus.register(register, joint) == value, "\(register.name)") }
        }
        #expect(bus.register(.maximumTorque, .gripper) == 500 && bus.register(.maximumTorque, .elbowFlex) == 0)
        #expect(bus.register(.protectionCurrent, .gripper) == 250)
        #expect(bus.register(.overloadTorque, .gripper) == 25)
        try await arm.disconnect()
        #expect(ArmJoint.allCases.allSatisfy { bus.register(.lock, $0) == 0 })
    }

    @Test func goalsAreReached() async throws {
        let arm = try makeArm()
        try await arm.connect()
        let sent = try await arm.send([10, -20, 30, 5, -40, 50])
        #expect(zip(sent, [10, -20, 30, 5, -40, 50]).allSatisfy { abs($0 - $1) < 0.1 })
        #expect(try await arrives(arm, at: sent))
        try await arm.disconnect()
    }

    @Test func goalsAreLimited() async throws {
        let arm = try makeArm(ArmSettings(maximumRelativeTarget: [5]))
        try await arm.connect()
        let before = try await arm.observation().joints
        let sent = try await arm.send(before.map { $0 + 50 })
        #expect(zip(sent, before).allSatisfy { abs($0 - $1 - 5) < 0.1 })
        let bad = [0, 0, .nan, 0, 0, 0]
        await #expect(throws: ArmError.self) { try await arm.send(bad) }
        await #expect(throws: ArmError.wrongGoalCount(found: 2, joints: 6)) { try await arm.send([1, 2]) }
        try await arm.disconnect()
        // Percentages end at the ends of the range.
        let other = try makeArm(ArmSettings(unit: .signedPercent))
        try await other.connect()
        let ends = try await other.send([200, -200, 0, 0, 0, 300])
        #expect(ends[0] == 100 && ends[1] == -100 && ends[5] == 100)
        try await other.disconnect()
    }

    @Test func lostDamagedLateAndNoisyAnswersAreLivedWith() async throws {
        let arm = try makeArm(timing: (.milliseconds(300), 5))
        try await arm.connect()
        let quiet = try await arm.observation()
        for (lost, damaged) in [(1, 0), (0, 1), (1, 1)] {
            bus.faults.lost = lost
            bus.faults.damaged = damaged
            #expect(try await arm.observation() == quiet)
        }
        bus.faults.noise = [0xFF, 0x00, 0xFF, 0xFF, 0xFF]
        bus.faults.delay = .milliseconds(2)
        #expect(try await arm.observation() == quiet)
        bus.faults.noise = []
        bus.faults.delay = .zero
        try await arm.disconnect()
    }

    @Test func aServoThatIsSilentIsNamed() async throws {
        bus.setConnected(false, .elbowFlex)
        let arm = try makeArm(timing: Self.manyShortTries)
        await #expect(throws: ArmError.bus(joint: "elbow_flex", .noAnswer(id: 3, doing: "ping", tries: 11))) {
            try await arm.connect()
        }
        bus.setConnected(true, .elbowFlex)
        try await arm.connect()
        bus.faults.damaged = 1000
        let error = await #expect(throws: ArmError.self) { try await arm.observation() }
        #expect(error?.description.contains("servo 1 are damaged") == true)
        bus.faults.damaged = 0
        bus.setFaults(.overload, .gripper)
        await #expect(throws: ArmError.bus(joint: "gripper", .faults(id: 6, .overload))) { try await arm.observation() }
        // A servo in trouble is let go all the same.
        try await arm.disconnect()
        #expect(!bus.isHeld)
    }

    @Test func otherServosAndFirmwareAreRefused() async throws {
        bus.setRegister(.modelNumber, 1284, .wristFlex)
        await #expect(throws: ArmError.wrongServo(joint: "wrist_flex", id: 4, found: 1284)) {
            try await makeArm().connect()
        }
        bus.setRegister(.modelNumber, 777, .wristFlex)
        bus.setRegister(.firmwareMinor, 9, .wristFlex)
        let error = await #expect(throws: ArmError.self) { try await makeArm().connect() }
        #expect(error?.description.contains("wrist_flex 3.9") == true)
        #expect(!bus.isHeld)
    }

    @Test func anotherCalibrationIsRefusedOrWritten() async throws {
        bus.setRegister(.homingOffset, 5, .wristFlex)
        let error = await #expect(throws: CalibrationError.self) { try await makeArm().connect() }
        #expect(error == .differs(from: "black.json", ["wrist_flex: Homing_Offset is 5 instead of -56"]))
        #expect(!bus.isHeld)
        let arm = try makeArm(ArmSettings(writesCalibration: true))
        try await arm.connect()
        #expect(bus.register(.homingOffset, .wristFlex) == -56)
        try await arm.disconnect()
    }

    @Test func lettingGoIsTriedUntilItWorks() async throws {
        let arm = try makeArm(timing: (.milliseconds(500), 1))
        try await arm.connect()
        bus.faults.lost = 3
        try await arm.disconnect()
        #expect(!bus.isHeld)
    }

    @Test func lettingGoInVainIsLoud() async throws {
        let arm = try makeArm(timing: Self.manyShortTries)
        try await arm.connect()
        // It hears, but its answers get lost.
        bus.faults.lost = 1000
        let error = await #expect(throws: ArmError.self) { try await arm.disconnect() }
        #expect(error?.description.hasPrefix("THE ARM MAY STILL HOLD: shoulder_pan, ") == true)
        for _ in 0..<500 where bus.isHeld { try await Task.sleep(for: .milliseconds(10)) }
        #expect(!bus.isHeld)
    }

    @Test func anAdapterThatIsPulledOutIsReported() async throws {
        let arm = try makeArm()
        try await arm.connect()
        bus.unplug()
        let error = await #expect(throws: ArmError.self) {
            // The first commands may still find the line.
            for _ in 0..<1000 { _ = try await arm.observation() }
        }
        #expect(error?.description.contains("the port is gone") == true)
        let release = await #expect(throws: ArmError.self) { try await arm.disconnect() }
        #expect(release?.description.contains("switch its power off") == true)
    }

    @Test func anArmThatIsForgottenLetsGo() async throws {
        var arm: SO100Arm? = try makeArm()
        try await arm?.connect()
        #expect(bus.isHeld)
        arm = nil
        for _ in 0..<500 where bus.isHeld { try await Task.sleep(for: .milliseconds(10)) }
        #expect(!bus.isHeld)
    }

    @Test func onePortIsForOneProgram() async throws {
        let first = try makeArm()
        try await first.connect()
        await #expect(throws: ArmError.bus(joint: nil, .port(.inUse(path: bus.path)))) { try await makeArm().connect() }
        try await first.disconnect()
        let second = try makeArm()
        try await second.connect()
        try await second.disconnect()
    }

    @Test func pathsThatAreNoPortAreExplained() throws {
        #expect(throws: SerialError.missing(path: "/dev/ttyNONE")) { try SerialPort("/dev/ttyNONE") }
        #expect(throws: SerialError.notSerial(path: "/dev/null")) { try SerialPort("/dev/null") }
        #expect(throws: SerialError.self) { try SerialPort(bus.path, baud: 12345) }
        #expect("\(SerialError.forbidden(path: "/dev/ttyACM0"))".contains("group dialout"))
    }

    @Test func impossibleSettingsAreRefused() throws {
        let impossible = [
            ArmSettings(unit: .metres), ArmSettings(maximumRelativeTarget: [1, 2]),
            ArmSettings(maximumRelativeTarget: [0]), ArmSettings(gains: .init(proportional: 300)),
        ]
        for settings in impossible { #expect(throws: ArmError.self) { try makeArm(settings) } }
    }

    private func arrives(_ arm: SO100Arm, at goals: [Double]) async throws -> Bool {
        for _ in 0..<500 {
            let joints = try await arm.observation().joints
            if zip(joints, goals).allSatisfy({ abs($0 - $1) < 0.2 }) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
