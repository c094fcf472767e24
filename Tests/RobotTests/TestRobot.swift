import Robot

/// A robot of one or more joints that is at once where it is sent, and notes what happens to it when.
actor TestRobot: Robot {
    struct Broken: Error {}

    nonisolated let specification: RobotSpecification
    private let clock: ManualClock
    private(set) var joints: [Double]
    private(set) var sent: [(goals: [Double], time: Duration)] = []
    private(set) var connections = 0
    private(set) var isConnected = false
    /// What a call of `send` costs, by its number.
    private var costs: [Int: Duration] = [:]
    private var usualCost = Duration.zero
    private var failingSend: Int?
    private var failsToDisconnect = false
    private var failingObservations = 0
    private var observationError: any Error = Broken()

    init(joints: [Double] = [0], clock: ManualClock) {
        self.joints = joints
        self.clock = clock
        specification = RobotSpecification(joints: joints.indices.map { .init("joint\($0)", unit: .degrees) })
    }

    func cost(_ usual: Duration, _ special: [Int: Duration] = [:]) {
        usualCost = usual
        costs = special
    }

    func fail(
        atSend send: Int? = nil, atDisconnect: Bool = false, observations: Int = 0, with error: any Error = Broken()
    ) {
        observationError = error
        failingSend = send
        failsToDisconnect = atDisconnect
        failingObservations = observations
    }

    func connect() async throws {
        connections += 1
        isConnected = true
    }

    func observation() async throws -> RobotObservation {
        if failingObservations > 0 {
            failingObservations -= 1
            throw observationError
        }
        return RobotObservation(joints: joints)
    }

    @discardableResult func send(_ goals: [Double]) async throws -> [Double] {
        if sent.count == failingSend { throw Broken() }
        let cost = costs[sent.count] ?? usualCost
        sent.append((goals, clock.now))
        joints = goals
        clock.advance(by: cost)
        return goals
    }

    func disconnect() async throws {
        isConnected = false
        if failsToDisconnect { throw Broken() }
    }

    /// First joint of everything that was sent.
    var path: [Double] { sent.map { $0.goals[0] } }

    var mapping: JointMapping {
        get throws {
            try JointMapping(
                of: specification, groups: [.init(key: "arm", joints: specification.joints.map(\.name))], cameras: [:],
                annotation: "task")
        }
    }
}
