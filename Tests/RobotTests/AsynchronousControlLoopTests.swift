import Embodiment
import Robot
import Synchronization
import Testing

@Suite struct AsynchronousControlLoopTests {
    private let clock = ManualClock()
    private let robot: TestRobot

    init() { robot = TestRobot(clock: clock) }

    private struct Hiccup: Error {}

    private func loop(_ settings: ControlSettings) async throws -> ControlLoop {
        ControlLoop(
            robot, mapping: try await robot.mapping, instruction: "go", settings: settings, clock: clock.control)
    }

    /// A chunk of 16 that goes on by one a step from where the robot was: a perfect policy.
    private static func chunk(_ observation: Observation) -> ActionChunk {
        let position = observation.state["arm"]?.values.first ?? .nan
        return ControlLoopTests.chunk(from: position + 1)
    }

    /// With a policy that plans from the observation the robot must go on by one a step, whatever the delay: a wrong
    /// shift at a seam would skip a number or go back.
    @Test(arguments: [0, 1, 3, 7, 40]) func seamsAreAtTheStepThatTheTimeHasComeTo(delay: Int) async throws {
        let asked = Mutex<[(position: Int, executed: Int)]>([])
        let clock = clock
        let report = try await loop(ControlSettings(actionHorizon: 6, chunkCount: 6)).runAsynchronously {
            observation, executed in
            let position = Int(observation.state["arm"]?.values.first ?? -1)
            asked.withLock { $0.append((position, executed)) }
            let end = clock.now + .milliseconds(20 * delay)
            while executed > 0, clock.now < end { await Task.yield() }
            return Self.chunk(observation)
        }
        let path = await robot.path
        #expect(path == (0..<path.count).map { Double($0 + 1) })
        #expect(report.chunks == 6 && report.delays.count == 5 && report.steps == path.count)
        // The position is that of the observation before, where the last chunk begins, plus what was carried out of it.
        let requests = asked.withLock { $0 }
        for (last, next) in zip(requests, requests.dropFirst()) {
            #expect(next.position == last.position + next.executed)
        }
        #expect(requests.first?.executed == 0 && requests.dropFirst().allSatisfy { (1...16).contains($0.executed) })
        if delay == 40 { #expect(report.starvedSteps > 0 && report.delays.allSatisfy { $0 >= 39 }) }
        #expect(await !robot.isConnected)
    }

    @Test func theOldChunkGoesOnWhileThePolicyFails() async throws {
        let calls = Mutex(0)
        let settings = ControlSettings(
            period: .milliseconds(20), actionHorizon: 2, chunkCount: 3, toleratedFailures: 2,
            retryDelay: .milliseconds(40))
        let report = try await loop(settings).runAsynchronously { observation, _ in
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            if call == 2 || call == 3 { throw Hiccup() }
            return Self.chunk(observation)
        }
        let path = await robot.path
        #expect(report.failures == 2 && report.chunks == 3)
        #expect(path == (0..<path.count).map { Double($0 + 1) })
    }

    @Test func tooManyFailuresEndInAnOrderlyWay() async throws {
        let settings = ControlSettings(
            actionHorizon: 2, homePose: [0], settleTime: .zero, toleratedFailures: 1, retryDelay: .zero)
        await #expect(throws: ControlLoopError.gaveUp(attempts: 2, reason: "Hiccup()")) {
            try await loop(settings).runAsynchronously { observation, executed in
                if executed > 0 { throw Hiccup() }
                return Self.chunk(observation)
            }
        }
        #expect(await robot.path.last == 0)
        #expect(await !robot.isConnected)
    }

    @Test func aStopDoesNotWaitForThePolicy() async throws {
        let loop = try await loop(ControlSettings(actionHorizon: 1))
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let report = try await loop.runAsynchronously { observation, executed in
            if executed > 0 {
                loop.stop.request()
                await Task.detached { for await _ in stream {} }.value
            }
            return Self.chunk(observation)
        }
        continuation.finish()
        #expect(report.chunks == 1)
        #expect(await !robot.isConnected)
    }
}
