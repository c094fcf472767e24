/// What can be wrong with a round of control: how it is set up, what is asked, what the policy answers.
public enum ControlError: Error, Equatable, CustomStringConvertible {
    // How control is set up.
    case badOption(name: String, value: String, allowed: String)
    case badLimits(group: String, problem: String)

    // A request.
    case noObservations
    case negativeExecutedSteps(Int)

    // What the policy answers.
    case wrongCount(name: String, found: Int, expected: Int)
    case unevenChunk([String: Int])
    case changedGroups([String: Int], [String: Int])
    case notFinite(group: String, joint: String, step: Int, value: String)
    case notFinitePrediction
    case limitedGroupMissing(group: String, present: [String])
    case limitedWidth(group: String, limits: Int, found: Int)
    case limitsExceeded([LimitViolation])

    /// Whether another request may do, without anything being changed at the server.
    public var isFaultOfRequest: Bool {
        switch self {
        case .noObservations, .negativeExecutedSteps: true
        default: false
        }
    }

    public var description: String {
        switch self {
        case .badOption(let name, let value, let allowed): "\(name) is \(value): use \(allowed)"
        case .badLimits(let group, let problem): "the joint limits of action.\(group): the group \(problem)"
        case .noObservations: "no observation was given: a request needs at least one"
        case .negativeExecutedSteps(let steps):
            "executed_steps is \(steps): send the number of steps of the last chunk that the robot had executed when it took "
                + "the observation, 0 or more, or leave it out"
        case .wrongCount(let name, let found, let expected):
            "the policy answered with \(found) \(name) instead of \(expected): this is a fault of the policy"
        case .unevenChunk(let rows):
            rows.isEmpty
                ? "the chunk has no joint group: nothing can be executed"
                : "the chunk has groups of \(Self.list(rows)) steps: all must have the same number, at least 1"
        case .changedGroups(let first, let other):
            "the chunks have different joint groups: first \(Self.list(first)) joints, then \(Self.list(other)): this is a "
                + "fault of the policy"
        case .notFinite(let group, let joint, let step, let value):
            "action.\(group), \(joint), is \(value) at step \(step) of the chunk: the action is refused; check the model and "
                + "the observation"
        case .notFinitePrediction:
            "the model's prediction has numbers that are not finite: the action is refused; check the model and the "
                + "observation"
        case .limitedGroupMissing(let group, let present):
            "there are limits for action.\(group), but the chunk has only \(present.joined(separator: ", ")): correct the "
                + "name in the joint limits"
        case .limitedWidth(let group, let limits, let found):
            "the limits of action.\(group) are for \(limits) joints, but the chunk has \(found): give one limit per joint"
        case .limitsExceeded(let violations):
            "the action is refused: " + violations.map(\.summary).joined(separator: "; ")
        }
    }

    /// `left_arm: 7, waist: 3`
    private static func list(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
}
