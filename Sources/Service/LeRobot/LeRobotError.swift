/// Why a LeRobot client is not served.
public enum LeRobotError: Error, Equatable, CustomStringConvertible {
    case wrongPolicy(String)
    case badChunkLength(Int)
    /// The client has not said what its robot is like.
    case notSetUp
    case noStateWidth(String)
    case history(key: String, steps: Int)
    case noMotors(features: [String])
    case motors(robot: [String], policy: [String], wanted: Int)
    case cameras(robot: [String], policy: [String])
    case missing(key: String, found: [String])
    case wrongType(key: String, expected: String)
    case badTimestep(Int)
    case cutOffTransfer(parts: Int)
    case unknownTransferState
    case messageCount(method: String, count: Int)
    case missingAction(String)

    /// Whether the robot does not fit, rather than one message.
    var isAboutSetup: Bool {
        switch self {
        case .wrongPolicy, .badChunkLength, .notSetUp, .noStateWidth, .history, .noMotors, .motors, .cameras: true
        case .missing, .wrongType, .badTimestep, .cutOffTransfer, .unknownTransferState, .messageCount, .missingAction:
            false
        }
    }

    public var description: String {
        switch self {
        case .wrongPolicy(let type):
            "this server has a GR00T policy and the client wants '\(type)': start it with --policy_type=groot"
        case .badChunkLength(let length): "actions_per_chunk is \(length): start the client with 1 or more"
        case .notSetUp: "the client has not sent its policy instructions: start it anew"
        case .noStateWidth(let key):
            "the server does not know how many numbers state.\(key) has: serve a checkpoint with its data's metadata"
        case .history(let key, let steps):
            "the policy wants \(steps) steps of \(key) and LeRobot's client sends one: serve a policy without history"
        case .noMotors(let features):
            "lerobot_features has no observation.state with names, but \(Self.list(features))"
        case .motors(let robot, let policy, let wanted):
            "the robot has \(robot.count) motors (\(Self.list(robot))) and the policy's state \(wanted) numbers "
                + "(\(Self.list(policy))): serve the policy that was trained for this robot"
        case .cameras(let robot, let policy):
            "the robot's cameras (\(Self.list(robot))) are not the policy's (\(Self.list(policy))): name them alike in "
                + "--robot.cameras"
        case .missing(let key, let found): "the observation has no '\(key)', but \(Self.list(found))"
        case .wrongType(let key, let expected): "'\(key)' of the observation must be \(expected)"
        case .badTimestep(let timestep): "the timestep \(timestep) is out of range"
        case .cutOffTransfer(let parts): "the observation ends after \(parts) parts without TRANSFER_END"
        case .unknownTransferState: "a part of the observation has no transfer state"
        case .messageCount(let method, let count): "\(method) takes one message, not \(count)"
        case .missingAction(let key): "the policy answered without action.\(key): report this with the server's log"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "nothing" : names.prefix(20).map { String($0.prefix(80)) }.joined(separator: ", ")
    }
}
