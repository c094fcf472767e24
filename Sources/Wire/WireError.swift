/// What is wrong with a message, by the fault of whoever sent it.
public enum WireError: Error, Equatable, CustomStringConvertible {
    /// Larger than ``WireLimits`` allow.
    case tooLarge(what: String, size: Int, limit: Int)
    /// It ends within a value. `offset` is where that value begins.
    case cutOff(format: String, offset: Int, needs: Int, has: Int)
    case malformed(format: String, offset: Int, reason: String)
    case tooDeep(format: String, limit: Int)
    case tooManyValues(format: String, limit: Int)
    case duplicateKey(String)
    case badArray(reason: String)
    /// A pickle wants a function or class that is not on the list. It was not called.
    case forbiddenGlobal(String)
    case missing(key: String, of: String)
    case wrongType(key: String, expected: String, found: String)
    /// A value of an observation that cannot be one; `key` as the message has it.
    case badObservation(key: String, reason: String)
    /// What a server answered instead of what it was asked for.
    case server(String)

    public var description: String {
        switch self {
        case .tooLarge(let what, let size, let limit):
            "\(what) has \(size) bytes, more than the \(limit) that are allowed; send less at once"
        case .cutOff(let format, let offset, let needs, let has):
            "the \(format) message is cut off: the value at byte \(offset) needs \(needs) bytes and \(has) are left; "
                + "send the whole message"
        case .malformed(let format, let offset, let reason):
            "not a valid \(format) message: \(reason) at byte \(offset)"
        case .tooDeep(let format, let limit):
            "the \(format) message nests maps and lists deeper than \(limit); send a flatter one"
        case .tooManyValues(let format, let limit):
            "the \(format) message has more than \(limit) values; send numbers as arrays"
        case .duplicateKey(let key): "the key '\(key)' occurs twice in one map; send it once"
        case .badArray(let reason): "cannot read an array: \(reason)"
        case .forbiddenGlobal(let name):
            "the pickle asks for \(name), which is not among the few classes that a robot's messages need; refused"
        case .missing(let key, let container): "\(container) has no '\(key)'; send one"
        case .wrongType(let key, let expected, let found): "'\(key)' is \(found), but must be \(expected)"
        case .badObservation(let key, let reason): "\(key): \(reason)"
        case .server(let text): "Server error: \(text)"
        }
    }
}
