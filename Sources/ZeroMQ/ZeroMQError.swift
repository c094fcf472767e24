import CZeroMQ

/// What can go wrong between a program and its ZeroMQ peers. Every case names the address.
public enum ZeroMQError: Error, CustomStringConvertible, Equatable {
    /// Another socket is bound there.
    case addressInUse(String)
    /// Not of the form `tcp://host:port`.
    case badAddress(String)
    /// No network interface of this machine has the address.
    case notOurAddress(String)
    /// Ports below 1024 belong to root.
    case notPermitted(String)
    /// Nothing came, or nothing could be sent, in time.
    case timedOut(String, after: Duration)
    /// A message of more parts than any protocol here has; it was dropped.
    case tooManyParts(String, limit: Int)
    /// A request was to be sent before the last one was answered, or the other way round.
    case outOfTurn(String)
    /// The context has been shut down.
    case closed(String)
    /// Whatever else libzmq or the system reports.
    case system(operation: String, address: String, reason: String)

    public var description: String {
        switch self {
        case .addressInUse(let address):
            "port \(Self.port(address)) is in use by another program (\(address)): stop it or choose another port "
                + "with --port"
        case .badAddress(let address):
            "\(address) is no address: it has the form tcp://HOST:PORT, such as tcp://127.0.0.1:5555"
        case .notOurAddress(let address):
            "no network interface of this machine has the address \(address): use 127.0.0.1, 0.0.0.0, "
                + "or one that `ip address` lists"
        case .notPermitted(let address):
            "this user may not listen on \(address): choose a port above 1023 with --port"
        case .timedOut(let address, let duration):
            "no answer from \(address) within \(duration): is the server running there, and does a firewall "
                + "let it through?"
        case .tooManyParts(let address, let limit):
            "a message at \(address) has more than \(limit) parts, so it is none of this protocol's; it was dropped"
        case .outOfTurn(let address):
            "a socket of \(address) must receive the answer to its last request before it sends the next one"
        case .closed(let address):
            "the socket of \(address) has been shut down"
        case .system(let operation, let address, let reason):
            "ZeroMQ cannot \(operation) \(address): \(reason)"
        }
    }

    private static func port(_ address: String) -> Substring {
        address.lastIndex(of: ":").map { address[address.index(after: $0)...] } ?? address[...]
    }

    /// Reads `zmq_errno`, so it comes right after the call that failed.
    static func last(_ operation: String, _ address: String) -> ZeroMQError {
        let code = zmq_errno()
        switch code {
        case EADDRINUSE: return .addressInUse(address)
        case EINVAL, EPROTONOSUPPORT: return .badAddress(address)
        case ENODEV, EADDRNOTAVAIL: return .notOurAddress(address)
        case EACCES: return .notPermitted(address)
        case zeromq_wrong_state(): return .outOfTurn(address)
        case zeromq_context_terminated(), ENOTSOCK: return .closed(address)
        default:
            return .system(operation: operation, address: address, reason: String(cString: zmq_strerror(code)))
        }
    }
}
