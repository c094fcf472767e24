import Embodiment
import Robot
import Synchronization
import Testing

@Suite struct ControlLoopTests {
    private let clock = ManualClock()
    private let robot: TestRobot

    init() { robot = TestRobot(clock: clock) }

    private struct Hiccup: Error {}

    /// Counts its calls; a call fails where `fails` says so.
    private final class Policy: Sendable {
        private let calls = Mutex(0)
        private let fails: @Sendable (Int) -> Bool

        init(fails: @escaping @Sendable (Int) -> Bool = { _ in false }) { self.fails = fails }

        var count: Int { calls.withLock { $0 } }

        /// Sixteen steps of `100 * call + step`.
        func callAsFunction(_ observation: Observation) throws -> ActionChunk {
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            if fails(call) { throw Hiccup() }
            return ControlLoopTests.chunk(from: Double(100 * call))
        }
    }

    static func chunk(from start: Double) -> ActionChunk {
        ActionChunk(actions: ["arm": Matrix(rows: 16, columns: 1, values: (0..<16).map { start + Double($0) })])
    }

    private func loop(
        _ settings: ControlSettings, stop: StopRequest = StopRequest(),
        onEvent: @escaping @Sendable (ControlEvent) -> Void = { _ in }
    ) async throws -> ControlLoop {
        ControlLoop(
            robot, mapping: try await robot.mapping, instruction: "go", settings: settings, stop: stop,
            clock: clock.control, onEvent: onEvent)
    }

    @Test func chunksAreCarriedOutAtAFixedRate() async throws {
        // The robot's own time is part of the step.
        await robot.cost(.milliseconds(7))
        let policy = Policy()
        let report = try await loop(ControlSettings(actionHorizon: 3, chunkCount: 2)).run { try policy($0) }
        #expect(await robot.path == [100, 101, 102, 200, 201, 202])
        #expect(await robot.sent.map(\.time) == (0..<6).map { .milliseconds(20 * $0) })
        #expect(report.chunks == 2 && report.steps == 6 && report.lateSteps == 0)
        #expect(await !robot.isConnected)
    }

    @Test func aChunkMayBeShorterThanTheHorizon() async throws {
        let report = try await loop(ControlSettings(actionHorizon: 40, chunkCount: 1)).run { _ in Self.chunk(from: 0) }
        #expect(report.steps == 16)
    }

    /// 50 ms in a step of 20: the next goals come 20 ms apart, and not all at once.
    @Test func lateStepsAreReportedAndNotMadeUpFor() async throws {
        await robot.cost(.zero, [1: .milliseconds(50), 3: .milliseconds(35)])
        let events = Mutex<[ControlEvent]>([])
        let loop = try await loop(ControlSettings(actionHorizon: 6, chunkCount: 1)) { event in
            events.withLock { $0.append(event) }
        }
        let report = try await loop.run { _ in Self.chunk(from: 0) }
        // The second delay is less than a step: it is caught up with.
        #expect(await robot.sent.map(\.time) == [0, 20, 70, 90, 125, 130].map { .milliseconds($0) })
        #expect(report.lateSteps == 2 && report.worstLateness == .milliseconds(30))
        let seen = events.withLock { $0 }
        #expect(
            seen == [
                .connected, .chunk(1, took: .zero), .late(by: .milliseconds(30)), .late(by: .milliseconds(15)),
            ])
    }

    @Test func posesAreGoneToAtABoundedSpeed() async throws {
        let settings = ControlSettings(
            actionHorizon: 1, chunkCount: 1, startPose: [10], homePose: [-5], poseSpeed: 50,
            settleTime: .milliseconds(100))
        _ = try await loop(settings).run { _ in Self.chunk(from: 12) }
        let path = await [0] + robot.path
        // 50 a second in steps of 20 ms.
        #expect(zip(path, path.dropFirst()).allSatisfy { abs($1 - $0) <= 2 + 1e-9 || $1 == 12 })
        #expect(path.firstIndex(of: 10) == 10 && path.last == -5 && path.count == 1 + 10 + 1 + 17)
        #expect(await robot.sent[10].time == .milliseconds(10 * 20 + 100), "it rests at the pose")
    }

    @Test func failuresAreWaitedOutWhileTheRobotHolds() async throws {
        let policy = Policy { $0 == 2 || $0 == 3 }
        let settings = ControlSettings(actionHorizon: 1, chunkCount: 2, retryDelay: .milliseconds(500))
        await robot.fail(observations: 1)
        let report = try await loop(settings).run { try policy($0) }
        #expect(await robot.path == [100, 400])
        #expect(report.failures == 3)
        #expect(await robot.sent.map(\.time) == [.milliseconds(500), .milliseconds(1520)])
    }

    @Test func tooManyFailuresEndInAnOrderlyWay() async throws {
        let policy = Policy { $0 > 1 }
        let settings = ControlSettings(actionHorizon: 2, homePose: [101], toleratedFailures: 2)
        await #expect(throws: ControlLoopError.gaveUp(attempts: 3, reason: "Hiccup()")) {
            try await loop(settings).run { try policy($0) }
        }
        #expect(policy.count == 4)
        #expect(await robot.path == [100, 101, 101])
        #expect(await !robot.isConnected)
    }

    /// A camera that fails stops the loop, but the way home needs no picture.
    @Test func theWayHomeNeedsNoObservation() async throws {
        let robot = robot
        let settings = ControlSettings(
            actionHorizon: 2, homePose: [103], settleTime: .zero, toleratedFailures: 1, retryDelay: .zero)
        await #expect(throws: ControlLoopError.self) {
            try await loop(settings).run { _ in
                await robot.fail(observations: .max, with: CameraError.notStarted(name: "wrist"))
                return Self.chunk(from: 100)
            }
        }
        #expect(await robot.path.last == 103)
        #expect(await !robot.isConnected)
    }

    /// Nobody knows where a robot is that does not answer: it is let go, not moved.
    @Test func aRobotThatCannotBeReadIsNotMoved() async throws {
        let robot = robot
        let settings = ControlSettings(
            actionHorizon: 2, homePose: [103], toleratedFailures: 1, retryDelay: .zero)
        await #expect(throws: TestRobot.Broken.self) {
            try await loop(settings).run { _ in
                await robot.fail(observations: .max)
                return Self.chunk(from: 100)
            }
        }
        #expect(await robot.path == [100, 101])
        #expect(await !robot.isConnected)
    }

    @Test func chunksThatDoNotFitCountAsFailures() async throws {
        let settings = ControlSettings(toleratedFailures: 0)
        let error = await #expect(throws: ControlLoopError.self) {
            try await loop(settings).run { _ in ActionChunk(actions: [:]) }
        }
        #expect(error?.description.contains("gives no action.arm") == true)
        #expect(await robot.sent.isEmpty)
        #expect(await !robot.isConnected)
    }

    @Test func aRobotThatFailsIsLetGo() async throws {
        await robot.fail(atSend: 3)
        await #expect(throws: TestRobot.Broken.self) {
            try await loop(ControlSettings()).run { _ in Self.chunk(from: 0) }
        }
        #expect(await robot.path == [0, 1, 2])
        #expect(await !robot.isConnected)
        await robot.fail(atSend: 3, atDisconnect: true)
        await #expect(throws: ControlLoopError.unsafeEnd(reason: "Broken()", cause: "Broken()")) {
            try await loop(ControlSettings()).run { _ in Self.chunk(from: 0) }
        }
    }

    @Test(arguments: [1, 2]) func aStopGoesHomeOnceAndNotTwice(requests: Int) async throws {
        let stop = StopRequest()
        let settings = ControlSettings(
            period: .milliseconds(20), actionHorizon: 16, homePose: [0], poseSpeed: 500, settleTime: .zero)
        let policy = Policy()
        await robot.cost(.milliseconds(1))
        let (robot, clock) = (robot, clock)
        let watch = Task {
            // In the middle of the second chunk.
            while clock.now < .milliseconds(400) { await Task.yield() }
            for _ in 0..<requests { stop.request() }
        }
        let report = try await loop(settings, stop: stop).run { try policy($0) }
        await watch.value
        let path = await robot.path
        #expect(report.steps >= 16 && path.prefix(16).elementsEqual((100..<116).map(Double.init)))
        #expect(await !robot.isConnected)
        if requests == 1 { #expect(path.last == 0) } else { #expect(path.last != 0 || report.steps == 0) }
    }

    @Test func cancellingTheTaskIsAStop() async throws {
        let loop = try await loop(ControlSettings(homePose: [7], settleTime: .zero))
        let policy = Policy()
        let task = Task { try await loop.run { try policy($0) } }
        while policy.count < 3 { await Task.yield() }
        task.cancel()
        let report = try await task.value
        #expect(report.chunks >= 2)
        #expect(await robot.path.last == 7)
        #expect(await !robot.isConnected)
    }

    @Test func aPolicyThatHangsDoesNotKeepTheRobotFromStopping() async throws {
        let stop = StopRequest()
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let report = try await loop(ControlSettings(), stop: stop).run { _ in
            stop.request()
            // Deaf to cancellation.
            await Task.detached { for await _ in stream {} }.value
            return Self.chunk(from: 0)
        }
        continuation.finish()
        #expect(report.chunks == 0)
        #expect(await !robot.isConnected)
    }

    @Test func impossibleSettingsAreRefusedBeforeTheRobotIsTouched() async throws {
        let impossible = [
            ControlSettings(period: .zero), ControlSettings(actionHorizon: 0), ControlSettings(chunkCount: -1),
            ControlSettings(startPose: [1, 2]), ControlSettings(homePose: [.nan]), ControlSettings(poseSpeed: 0),
            ControlSettings(toleratedFailures: -1),
        ]
        for settings in impossible {
            await #expect(throws: ControlLoopError.self) { try await loop(settings).run { _ in Self.chunk(from: 0) } }
        }
        #expect(await robot.connections == 0)
    }
}
