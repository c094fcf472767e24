/// What can go wrong in a control loop.
public enum ControlLoopError: Error, Equatable, CustomStringConvertible {
    case badSetting(String)
    case badMapping(String)
    /// The chunk lacks a key; `found` are those that it has.
    case missingAction(key: String, found: [String])
    case wrongActionShape(key: String, found: String, expected: String)
    case notFinite(key: String, step: Int, column: Int)
    case emptyChunk
    /// Nothing of a chunk is left when it arrives.
    case chunkTooLate(delay: Int, horizon: Int)
    /// The last of several failures in a row.
    case gaveUp(attempts: Int, reason: String)
    /// The robot could not be disconnected; `cause` is what ended the loop before, if anything did.
    case unsafeEnd(reason: String, cause: String?)

    public var description: String {
        switch self {
        case .badSetting(let text), .badMapping(let text): text
        case .missingAction(let key, let found):
            "the policy gives no action.\(key), only \(found.map { "action.\($0)" }.joined(separator: ", ")); is it a"
                + " policy for this robot?"
        case .wrongActionShape(let key, let found, let expected):
            "the policy's action.\(key) is \(found) instead of \(expected); is it a policy for this robot?"
        case .notFinite(let key, let step, let column):
            "the policy's action.\(key) is not a finite number at step \(step), column \(column); nothing of it was"
                + " sent"
        case .emptyChunk: "the policy gives a chunk without actions"
        case .chunkTooLate(let delay, let horizon):
            "the policy's chunk of \(horizon) steps came \(delay) steps late; lower the control rate, or use a faster"
                + " policy"
        case .gaveUp(let attempts, let reason): "stopped after \(attempts) failures in a row; the last: \(reason)"
        case .unsafeEnd(let reason, let cause): reason + (cause.map { "; what ended the loop: \($0)" } ?? "")
        }
    }
}
