import Embodiment
import Media
import Robot
import Testing

/// Loop, arm, serial line and servos together, in real time.
@Suite struct ArmInLoopTests {
    private struct Hiccup: Error {}

    private let bus: SimulatedServoBus
    private let arm: SO100Arm
    private let calibration: ArmCalibration

    init() throws {
        var settings = ArmSettings()
        // The machine that runs the tests may be busy.
        settings.busTiming.answer = .seconds(2)
        calibration = try ArmCalibration(CalibrationTests.arm())
        bus = try SimulatedServoBus(speed: 40_000)
        bus.set(calibration)
        let image = Image(height: 2, width: 2, pixels: Array(repeating: 9, count: 12))
        arm = try SO100Arm(
            port: bus.path, calibration: calibration, settings: settings,
            cameras: [StillCamera(name: "webcam", image: image)])
    }

    private static func chunk(_ goal: Double) -> ActionChunk {
        ActionChunk(actions: [
            "single_arm": Matrix(rows: 16, columns: 5, repeating: goal),
            "gripper": Matrix(rows: 16, columns: 1, repeating: 50),
        ])
    }

    @Test func aPolicyMovesTheArm() async throws {
        let settings = ControlSettings(
            period: .milliseconds(5), actionHorizon: 8, chunkCount: 3, homePose: [1, 2, 3, 4, 5, 6], poseSpeed: 1000,
            settleTime: .milliseconds(50))
        let loop = ControlLoop(
            arm, mapping: try .so100(arm.specification), instruction: "Pick up the red cube.", settings: settings)
        let report = try await loop.run { observation in
            #expect(observation.state["single_arm"]?.columns == 5 && observation.state["gripper"]?.columns == 1)
            #expect(observation.video["webcam"]?.count == 1)
            #expect(observation.annotation == ["human.task_description": ["Pick up the red cube."]])
            return Self.chunk(20)
        }
        #expect(report.steps == 24 && report.chunks == 3)
        #expect(!bus.isHeld)
        // It was going home when it was let go.
        for (index, joint) in ArmJoint.allCases.enumerated() {
            let home = calibration[joint].steps(ofValue: Double(index + 1), in: joint == .gripper ? .percent : .degrees)
            #expect(bus.register(.goalPosition, joint) == home)
        }
    }

    @Test func theAsynchronousLoopMovesTheArm() async throws {
        let settings = ControlSettings(period: .milliseconds(5), actionHorizon: 4, chunkCount: 3)
        let loop = ControlLoop(
            arm, mapping: try .so100(arm.specification), instruction: "go", settings: settings)
        let report = try await loop.runAsynchronously { _, _ in Self.chunk(20) }
        #expect(report.chunks == 3 && report.delays.count == 2)
        #expect(!bus.isHeld)
    }

    @Test func whateverEndsTheLoopTheArmIsLetGo() async throws {
        let mapping = try JointMapping.so100(arm.specification)
        let settings = ControlSettings(toleratedFailures: 0)
        let (bus, loop) = (bus, ControlLoop(arm, mapping: mapping, instruction: "go", settings: settings))
        await #expect(throws: ControlLoopError.self) {
            try await loop.run { _ in
                #expect(bus.isHeld)
                throw Hiccup()
            }
        }
        #expect(!bus.isHeld)
        await #expect(throws: ArmError.bus(joint: "shoulder_lift", .faults(id: 2, .overheating))) {
            let settings = ControlSettings(startPose: [0, 0, 0, 0, 0, 0])
            let loop = ControlLoop(arm, mapping: mapping, instruction: "go", settings: settings) { event in
                if event == .connected { bus.setFaults(.overheating, .shoulderLift) }
            }
            _ = try await loop.run { _ in Self.chunk(0) }
        }
        #expect(!bus.isHeld)
    }
}
