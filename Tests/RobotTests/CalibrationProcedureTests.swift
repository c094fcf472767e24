import Robot
import Synchronization
import Testing

@Suite struct CalibrationProcedureTests {
    /// The machine that runs the tests may be busy.
    private static let patient = {
        var timing = FeetechBus.Timing()
        timing.answer = .seconds(2)
        return timing
    }()

    /// What a person does, with the simulated servos for a hand.
    private final class Hand: Sendable {
        let bus: SimulatedServoBus
        private let latest = Mutex<[ClosedRange<Int>]>([])

        init() throws { bus = try SimulatedServoBus(shafts: [100, 200, 300, 400, 500, 600]) }

        func note(_ progress: [(joint: ArmJoint, lowest: Int, present: Int, highest: Int)]) {
            latest.withLock { $0 = progress.map { $0.lowest...$0.highest } }
        }

        /// Turns the joints and waits until the procedure has seen it.
        func turn(to shafts: [Int], until isSeen: @escaping @Sendable ([ClosedRange<Int>]) -> Bool) async throws {
            for (joint, shaft) in zip(ArmJoint.allCases, shafts) { bus.turn(joint, to: shaft) }
            while !latest.withLock({ !$0.isEmpty && isSeen($0) }) { try await Task.sleep(for: .milliseconds(2)) }
        }
    }

    @Test func rangesAreFoundByMovingTheJoints() async throws {
        let hand = try Hand()
        let bus = hand.bus
        let centres = [1000, 2000, 3000, 2047, 2100, 1800]
        bus.setRegister(.homingOffset, 77, .elbowFlex)
        bus.setRegister(.torqueEnable, 1, .gripper)
        let guide = CalibrationGuide(
            centre: {
                #expect(!bus.isHeld)
                for (joint, shaft) in zip(ArmJoint.allCases, centres) { bus.turn(joint, to: shaft) }
            },
            sweep: {
                try await hand.turn(to: centres.map { $0 - 900 }) { $0.allSatisfy { $0.lowerBound == 1147 } }
                try await hand.turn(to: centres.map { $0 + 800 }) { $0.allSatisfy { $0.upperBound == 2847 } }
            },
            progress: { hand.note($0) })
        let calibration = try await SO100Arm.calibrate(port: bus.path, guide: guide, timing: Self.patient)
        for (joint, centre) in zip(ArmJoint.allCases, centres) {
            let found = calibration[joint]
            let expected = joint == .wristRoll ? 0...4095 : 1147...2847
            #expect(found.homingOffset == centre - 2047 && found.driveMode == 0)
            #expect(found.rangeMinimum...found.rangeMaximum == expected)
        }
        // The servos have it too: the arm connects with it.
        let arm = try SO100Arm(port: bus.path, calibration: calibration)
        try await arm.connect()
        try await arm.disconnect()
    }

    @Test func jointsThatStayedStillAreNamed() async throws {
        let hand = try Hand()
        let bus = hand.bus
        let guide = CalibrationGuide(
            centre: { for joint in ArmJoint.allCases { bus.turn(joint, to: 2047) } },
            sweep: {
                try await hand.turn(to: [1000, 2047, 1000, 1000, 2047, 1000]) { $0[0].lowerBound == 1000 }
            },
            progress: { hand.note($0) })
        await #expect(throws: CalibrationError.unmoved(["shoulder_lift"])) {
            try await SO100Arm.calibrate(port: bus.path, guide: guide, timing: Self.patient)
        }
    }

    private struct Given: Error {}

    @Test func aPersonWhoGivesUpEndsIt() async throws {
        let bus = try SimulatedServoBus()
        let guide = CalibrationGuide(centre: {}, sweep: { throw Given() })
        await #expect(throws: Given.self) {
            try await SO100Arm.calibrate(port: bus.path, guide: guide, timing: Self.patient)
        }
    }
}
