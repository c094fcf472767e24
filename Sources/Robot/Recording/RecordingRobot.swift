/// Another robot, of which every step is kept: what it saw and felt, and what it was sent then.
///
/// Steps are handed over in order by a task of their own, so that writing them does not delay the robot. A failure of
/// the writer is thrown once, by the next ``send(_:)`` or by ``disconnect()``; after that the robot obeys, but nothing
/// is kept any more.
public actor RecordingRobot: Robot {
    /// One row of a demonstration.
    public struct Step: Sendable, Equatable {
        public let observation: RobotObservation
        /// What the robot was sent in fact, one value per joint.
        public let action: [Double]

        public init(observation: RobotObservation, action: [Double]) {
            self.observation = observation
            self.action = action
        }
    }

    private let robot: any Robot
    private let write: @Sendable (Step) async throws -> Void
    private let backlogLimit: Int
    private var latest: RobotObservation?
    private var backlog: [Step] = []
    private var writer: Task<Void, Never>?
    private var failure: RobotRecordingError?
    private var isGivenUp = false

    /// - Parameters:
    ///   - backlog: steps that may wait for the writer; more are an error, not endless memory.
    ///   - write: gets the steps one after another.
    public init(_ robot: any Robot, backlog: Int = 300, write: @escaping @Sendable (Step) async throws -> Void) {
        self.robot = robot
        self.write = write
        backlogLimit = max(1, backlog)
    }

    public nonisolated var specification: RobotSpecification { robot.specification }

    public func connect() async throws { try await robot.connect() }

    public func observation() async throws -> RobotObservation {
        let observation = try await robot.observation()
        latest = observation
        return observation
    }

    /// Looks at the robot if nobody has done so since the last action, and passes `goals` on.
    @discardableResult public func send(_ goals: [Double]) async throws -> [Double] {
        try throwFailure()
        guard !isGivenUp else { return try await robot.send(goals) }
        let seen: RobotObservation
        if let latest { seen = latest } else { seen = try await robot.observation() }
        let sent = try await robot.send(goals)
        latest = nil
        guard backlog.count < backlogLimit else {
            isGivenUp = true
            throw RobotRecordingError.tooSlow(waiting: backlog.count)
        }
        backlog.append(Step(observation: seen, action: sent))
        if writer == nil { writer = Task { await self.writeBacklog() } }
        return sent
    }

    /// Disconnects the robot, then waits until all steps are handed over.
    public func disconnect() async throws {
        latest = nil
        try await robot.disconnect()
        await writer?.value
        try throwFailure()
    }

    private func throwFailure() throws {
        defer { failure = nil }
        if let failure { throw failure }
    }

    private func writeBacklog() async {
        while !backlog.isEmpty {
            let step = backlog.removeFirst()
            do {
                try await write(step)
            } catch {
                failure = .writerFailed("\(error)")
                isGivenUp = true
                backlog = []
            }
        }
        writer = nil
    }
}

/// What can go wrong while a robot is recorded.
public enum RobotRecordingError: Error, Equatable, CustomStringConvertible {
    case writerFailed(String)
    case tooSlow(waiting: Int)

    public var description: String {
        switch self {
        case .writerFailed(let reason): "the demonstration cannot be recorded: \(reason)"
        case .tooSlow(let waiting):
            "the demonstration cannot be recorded: \(waiting) steps wait to be written; use smaller pictures, a slower"
                + " rate or a faster disk"
        }
    }
}
