/// What a control loop did.
public struct ControlReport: Sendable, Equatable {
    /// Chunks that were carried out, or begun.
    public internal(set) var chunks = 0
    /// Goals that came from the policy.
    public internal(set) var steps = 0
    /// Steps that ended more than half a period late.
    public internal(set) var lateSteps = 0
    public internal(set) var worstLateness = Duration.zero
    /// Steps without a goal because the next chunk had not come; the robot held still.
    public internal(set) var starvedSteps = 0
    public internal(set) var failures = 0
    public internal(set) var longestPolicyCall = Duration.zero
    /// Steps from asking to having, per chunk that was asked for while another ran.
    public internal(set) var delays: [Int] = []

    public init() {}
}

/// What happens in a control loop, for a log.
public enum ControlEvent: Sendable, Equatable, CustomStringConvertible {
    case connected
    case movingToStart
    case movingHome
    /// Chunk number, from 1, and how long the policy took.
    case chunk(Int, took: Duration)
    case late(by: Duration)
    case starved
    case failed(attempt: Int, reason: String)

    public var description: String {
        func milliseconds(_ duration: Duration) -> String { "\(Int(duration / .milliseconds(1))) ms" }
        return switch self {
        case .connected: "connected"
        case .movingToStart: "moving to the start pose"
        case .movingHome: "moving home"
        case .chunk(let number, let took): "chunk \(number) after \(milliseconds(took))"
        case .late(let lateness): "a step ended \(milliseconds(lateness)) late"
        case .starved: "no action is left; holding until the next chunk comes"
        case .failed(let attempt, let reason): "failure \(attempt) in a row: \(reason); holding"
        }
    }
}
