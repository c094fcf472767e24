import Embodiment
import Threads

/// One run of a control loop: from connecting the robot to letting go of it, whatever happens between.
actor ControlSession {
    let robot: any Robot
    let mapping: JointMapping
    let instruction: String
    let settings: ControlSettings
    let clock: ControlClock
    let stop: StopRequest
    let onEvent: @Sendable (ControlEvent) -> Void
    var report = ControlReport()
    private var pacer: StepPacer
    private var latestGoals: [Double]?
    private let executor = JobThread(name: "control loop")

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(
        _ robot: any Robot, _ mapping: JointMapping, _ instruction: String, _ settings: ControlSettings,
        _ clock: ControlClock, _ stop: StopRequest, _ onEvent: @escaping @Sendable (ControlEvent) -> Void
    ) {
        self.robot = robot
        self.mapping = mapping
        self.instruction = instruction
        self.settings = settings
        self.clock = clock
        self.stop = stop
        self.onEvent = onEvent
        pacer = StepPacer(period: settings.period, start: clock.now())
    }

    /// Runs `body` between the start pose and home. The robot is disconnected at the end of every way out.
    func run(_ body: @Sendable (isolated ControlSession) async throws -> Void) async throws -> ControlReport {
        try settings.validate(for: robot.specification)
        try await robot.connect()
        onEvent(.connected)
        var failure: (any Error)?
        do {
            if let pose = settings.startPose {
                onEvent(.movingToStart)
                try await move(to: pose) { self.stop.isRequested }
            }
            try await body(self)
        } catch is StopRequest.Stopped {
        } catch {
            failure = error
        }
        do {
            if let pose = settings.homePose, !stop.isUrgent, canMove(after: failure) {
                onEvent(.movingHome)
                try await move(to: pose) { self.stop.isUrgent }
            }
        } catch is StopRequest.Stopped {
        } catch {
            // A robot that cannot go home is let go where it is.
            failure = failure ?? error
        }
        do {
            try await robot.disconnect()
        } catch {
            throw ControlLoopError.unsafeEnd(reason: "\(error)", cause: failure.map { "\($0)" })
        }
        if let failure { throw failure }
        return report
    }

    /// Goals from the next chunk. After a failure the robot holds still and all is tried again, from a new observation.
    func nextGoals(_ policy: @escaping @Sendable (Observation) async throws -> ActionChunk) async throws -> [[Double]] {
        var failures = 0
        while true {
            do {
                let observation = try await observe()
                let start = clock.now()
                let chunk = try await stop.abandoning { try await policy(observation) }
                let goals = try mapping.goals(chunk)
                begin(chunkTook: clock.now() - start)
                return goals
            } catch let error as StopRequest.Stopped {
                throw error
            } catch {
                failures += 1
                try note(error, inARow: failures)
                try await hold(for: settings.retryDelay)
            }
        }
    }

    /// An error of the robot itself, other than of its cameras.
    private struct RobotFailure: Error {
        let error: any Error
    }

    /// What the policy gets to see.
    func observe() async throws -> Observation {
        let seen: RobotObservation
        do {
            seen = try await robot.observation()
        } catch let error as CameraError {
            throw error
        } catch {
            throw RobotFailure(error: error)
        }
        return try mapping.observation(seen, instruction: instruction)
    }

    func begin(chunkTook duration: Duration) {
        report.chunks += 1
        report.longestPolicyCall = max(report.longestPolicyCall, duration)
        onEvent(.chunk(report.chunks, took: duration))
    }

    /// Throws ``ControlLoopError/gaveUp(attempts:reason:)``, or the robot's error, when there were too many failures.
    func note(_ error: any Error, inARow failures: Int) throws {
        let robotError = (error as? RobotFailure)?.error
        report.failures += 1
        onEvent(.failed(attempt: failures, reason: "\(robotError ?? error)"))
        guard failures > settings.toleratedFailures else { return }
        throw robotError ?? ControlLoopError.gaveUp(attempts: failures, reason: "\(error)")
    }

    /// A robot that has failed itself is better let go where it is.
    private func canMove(after failure: (any Error)?) -> Bool {
        failure == nil || failure is ControlLoopError || failure is RobotRecordingError
    }

    func send(_ goals: [Double]) async throws {
        latestGoals = try await robot.send(goals)
    }

    /// A step begins now, without regard to those before.
    func beginSteps() { pacer = StepPacer(period: settings.period, start: clock.now()) }

    /// Waits until the step is over.
    func finishStep() async {
        await clock.sleep(pacer.deadline)
        let lateness = pacer.finishStep(at: clock.now())
        guard lateness > settings.period / 2 else { return }
        report.lateSteps += 1
        report.worstLateness = max(report.worstLateness, lateness)
        onEvent(.late(by: lateness))
    }

    /// Steps without goals.
    private func hold(for duration: Duration) async throws {
        beginSteps()
        let end = clock.now() + duration
        while clock.now() < end {
            if stop.isRequested { throw StopRequest.Stopped() }
            await finishStep()
        }
        if stop.isRequested { throw StopRequest.Stopped() }
    }

    /// Goes straight to `pose`, all joints arriving together, none faster than the settings say.
    private func move(to pose: [Double], unless isStopped: () -> Bool) async throws {
        let start: [Double]
        // What was sent last is where the robot is going; an observation also needs all cameras.
        if let latestGoals { start = latestGoals } else { start = try await robot.observation().joints }
        let farthest = zip(start, pose).map { abs($1 - $0) }.max() ?? 0
        let stepLength = settings.poseSpeed * (settings.period / .seconds(1))
        let steps = max(1, Int(min(1e6, (farthest / stepLength).rounded(.up))))
        beginSteps()
        for step in 1...steps {
            if isStopped() { throw StopRequest.Stopped() }
            let share = Double(step) / Double(steps)
            try await send(zip(start, pose).map { $0 + ($1 - $0) * share })
            await finishStep()
        }
        let end = clock.now() + settings.settleTime
        while clock.now() < end {
            if isStopped() { throw StopRequest.Stopped() }
            await finishStep()
        }
    }
}
