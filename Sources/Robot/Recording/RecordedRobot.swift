/// A recording in a robot's place: it shows what was recorded, one row further with every action, and keeps what it is
/// sent.
public actor RecordedRobot: Robot {
    public nonisolated let specification: RobotSpecification
    private let observations: [RobotObservation]
    private var isConnected = false
    /// What was sent since the robot was made, in order.
    public private(set) var sent: [[Double]] = []

    /// - Parameter observations: one per step, as many joints as in `specification`; the last one stays.
    /// - Throws: ``RecordedRobotError``.
    public init(_ specification: RobotSpecification, observations: [RobotObservation]) throws(RecordedRobotError) {
        guard !observations.isEmpty else { throw .empty }
        for (step, observation) in observations.enumerated() {
            guard observation.joints.count == specification.joints.count else {
                throw .wrongWidth(step: step, found: observation.joints.count, joints: specification.joints.count)
            }
        }
        self.specification = specification
        self.observations = observations
    }

    public func connect() async throws { isConnected = true }

    public func observation() async throws -> RobotObservation {
        try requireConnection()
        return observations[min(sent.count, observations.count - 1)]
    }

    @discardableResult public func send(_ goals: [Double]) async throws -> [Double] {
        try requireConnection()
        guard goals.count == specification.joints.count else {
            throw RecordedRobotError.wrongWidth(
                step: sent.count, found: goals.count, joints: specification.joints.count)
        }
        sent.append(goals)
        return goals
    }

    public func disconnect() async throws { isConnected = false }

    private func requireConnection() throws(RecordedRobotError) {
        guard isConnected else { throw .notConnected }
    }
}

/// What can go wrong with a recording in a robot's place.
public enum RecordedRobotError: Error, Equatable, CustomStringConvertible {
    case empty
    case wrongWidth(step: Int, found: Int, joints: Int)
    case notConnected

    public var description: String {
        switch self {
        case .empty: "a recorded robot needs at least one observation"
        case .wrongWidth(let step, let found, let joints):
            "step \(step) has \(found) values for a robot of \(joints) joints; give one per joint"
        case .notConnected: "the recorded robot is not connected; connect it first"
        }
    }
}
