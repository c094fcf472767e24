import Embodiment

/// Observe, ask the policy, carry out the first steps of its chunk at a fixed rate, and again: the loop of GR00T's
/// `eval_gr00t_so100.py`. While the policy thinks the robot holds still.
///
///     let loop = ControlLoop(arm, mapping: try .so100(arm.specification), instruction: "Pick up the red cube.")
///     let report = try await loop.run { observation in try await client.getAction(observation) }
public struct ControlLoop: Sendable {
    public var robot: any Robot
    public var mapping: JointMapping
    /// What the robot is told to do.
    public var instruction: String
    public var settings: ControlSettings
    /// Ends the loop from outside; cancelling the task does the same.
    public let stop: StopRequest
    private let clock: ControlClock
    private let onEvent: @Sendable (ControlEvent) -> Void

    /// - Parameter onEvent: gets what happens; it is waited for, so it must be quick.
    public init(
        _ robot: any Robot, mapping: JointMapping, instruction: String, settings: ControlSettings = ControlSettings(),
        stop: StopRequest = StopRequest(), clock: ControlClock = .continuous,
        onEvent: @escaping @Sendable (ControlEvent) -> Void = { _ in }
    ) {
        self.robot = robot
        self.mapping = mapping
        self.instruction = instruction
        self.settings = settings
        self.stop = stop
        self.clock = clock
        self.onEvent = onEvent
    }

    /// Connects the robot, runs until the chunks are carried out or a stop is requested, goes home and lets go of the
    /// robot.
    ///
    /// - Throws: ``ControlLoopError``, and what the robot throws; the robot is let go then too.
    public func run(
        policy: @escaping @Sendable (Observation) async throws -> ActionChunk
    ) async throws -> ControlReport {
        try await runSession { session in try await session.carryOut(policy) }
    }

    func runSession(
        _ body: @escaping @Sendable (isolated ControlSession) async throws -> Void
    ) async throws -> ControlReport {
        let session = ControlSession(robot, mapping, instruction, settings, clock, stop, onEvent)
        // In a task of its own, so that the way home is not cut short where the caller's task is cancelled.
        let task = Task { try await session.run(body) }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            stop.request()
        }
    }
}

extension ControlSession {
    /// The loop: chunk after chunk.
    func carryOut(_ policy: @escaping @Sendable (Observation) async throws -> ActionChunk) async throws {
        while report.chunks < settings.chunkCount ?? .max {
            let goals = try await nextGoals(policy)
            beginSteps()
            for step in goals.prefix(settings.actionHorizon) {
                if stop.isRequested { throw StopRequest.Stopped() }
                try await send(step)
                report.steps += 1
                await finishStep()
            }
        }
    }
}
