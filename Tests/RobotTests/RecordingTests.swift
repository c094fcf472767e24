import Robot
import Synchronization
import Testing

@Suite struct RecordingTests {
    private static let specification = RobotSpecification(joints: [.init("a", unit: .degrees)])

    @Test func aRecordingIsShownStepByStep() async throws {
        let robot = try RecordedRobot(
            Self.specification, observations: [1, 2, 3].map { RobotObservation(joints: [$0]) })
        await #expect(throws: RecordedRobotError.notConnected) { try await robot.observation() }
        try await robot.connect()
        var seen: [Double] = []
        for step in 0..<5 {
            seen += try await robot.observation().joints
            seen += try await robot.observation().joints
            try await robot.send([Double(10 * step)])
        }
        #expect(seen == [1, 1, 2, 2, 3, 3, 3, 3, 3, 3])
        #expect(await robot.sent == [[0], [10], [20], [30], [40]])
        await #expect(throws: RecordedRobotError.wrongWidth(step: 5, found: 2, joints: 1)) {
            try await robot.send([1, 2])
        }
    }

    @Test func recordingsThatDoNotFitAreRefused() {
        #expect(throws: RecordedRobotError.empty) { try RecordedRobot(Self.specification, observations: []) }
        #expect(throws: RecordedRobotError.wrongWidth(step: 1, found: 2, joints: 1)) {
            try RecordedRobot(Self.specification, observations: [.init(joints: [1]), .init(joints: [1, 2])])
        }
    }

    private final class Notes: Sendable {
        let steps = Mutex<[RecordingRobot.Step]>([])
    }

    /// Every action has the observation of its own step, also those within a chunk.
    @Test func everyStepIsHandedOverInOrder() async throws {
        let base = try RecordedRobot(
            Self.specification, observations: (0..<20).map { RobotObservation(joints: [Double($0)]) })
        let notes = Notes()
        let robot = RecordingRobot(base) { step in
            // Later ones must wait for earlier ones.
            await Task.yield()
            notes.steps.withLock { $0.append(step) }
        }
        try await robot.connect()
        for step in 0..<20 {
            if step % 4 == 0 { _ = try await robot.observation() }
            try await robot.send([Double(100 + step)])
        }
        try await robot.disconnect()
        #expect(
            notes.steps.withLock { $0 }
                == (0..<20).map {
                    .init(observation: RobotObservation(joints: [Double($0)]), action: [Double(100 + $0)])
                })
    }

    private struct Full: Error {}

    @Test func aWriterThatFailsOrFallsBehindIsNotSilent() async throws {
        func base() throws -> RecordedRobot {
            try RecordedRobot(Self.specification, observations: [RobotObservation(joints: [0])])
        }
        let failing = RecordingRobot(try base()) { _ in throw Full() }
        try await failing.connect()
        try await failing.send([1])
        await #expect(throws: RobotRecordingError.writerFailed("Full()")) { try await failing.disconnect() }

        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let slow = RecordingRobot(try base(), backlog: 3) { _ in for await _ in stream {} }
        try await slow.connect()
        await #expect(throws: RobotRecordingError.tooSlow(waiting: 3)) {
            for step in 0..<10 { try await slow.send([Double(step)]) }
        }
        // The robot obeys on, so that it can be brought home.
        #expect(try await slow.send([77]) == [77])
        continuation.finish()
        try await slow.disconnect()
    }
}
