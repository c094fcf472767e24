import Wire
import ZeroMQ

/// What can go wrong between a client and its server. Every message names the address and says what to do.
public enum ClientError: Error, CustomStringConvertible, Equatable {
    case badHost(String)
    case badPort(Int)
    case badTimeout(Duration)
    case badAttempts(Int)
    /// Nobody answered in time. The request may still reach the server, but its answer is dropped.
    case noAnswer(address: String, within: Duration, attempts: Int)
    /// The server has a token and the client has another or none.
    case unauthorized(address: String, hasToken: Bool)
    /// The server's own words.
    case server(String)
    /// What answers at the address does not speak the protocol of Isaac-GR00T.
    case badReply(address: String, reason: String)
    /// The server answered with something that a robot must not do.
    case notFinite(key: String)
    /// Found before anything was sent.
    case badObservation(key: String, reason: String)
    /// A message of this size is refused by both sides.
    case tooLarge(bytes: Int, limit: Int)
    case network(ZeroMQError)

    /// Whether server or network failed at something that was asked rightly.
    public var isFailureOfWork: Bool {
        switch self {
        case .noAnswer, .server, .badReply, .notFinite, .network: true
        case .badHost, .badPort, .badTimeout, .badAttempts, .unauthorized, .badObservation, .tooLarge: false
        }
    }

    public var description: String {
        switch self {
        case .badHost(let host):
            "'\(host)' is no host: give a name or an address without scheme and port, such as 192.168.1.20"
        case .badPort(let port): "port \(port) does not exist: give 1 to 65535 (5555 is the usual one)"
        case .badTimeout(let timeout): "a time-out of \(timeout.words) is none: give more than 0 s and at most a year"
        case .badAttempts(let attempts): "\(attempts) attempts are none: give 1 or more"
        case .noAnswer(let address, let timeout, let attempts):
            "no answer from \(address) within \(timeout.words)\(attempts > 1 ? ", asked \(attempts) times" : ""): "
                + "is `gr00t serve` running there, does a firewall let it through, and is the model loaded by now?"
        case .unauthorized(let address, hasToken: true):
            "\(address) refuses this token: give the one that the server was started with (--api-token or GR00T_API_TOKEN)"
        case .unauthorized(let address, hasToken: false):
            "\(address) wants a token: give the one that the server was started with (--api-token or GR00T_API_TOKEN)"
        case .server(let text): "Server error: \(text)"
        case .badReply(let address, let reason):
            "\(address) did not answer as a GR00T service (\(reason)): check the port, and the dialect if the server "
                + "is NVIDIA's N1.6 or N1.7"
        case .notFinite(let key):
            "the server's \(key) has a number that is not finite, so the robot must not follow it: check the checkpoint"
        case .badObservation(let key, let reason): "\(key) cannot be sent: \(reason)"
        case .tooLarge(let bytes, let limit):
            "the request has \(bytes) bytes, more than the \(limit) that are allowed: send smaller or fewer pictures"
        case .network(let error): "\(error)"
        }
    }
}

extension Duration {
    /// `15 s`, `0.25 s`.
    var words: String {
        let seconds = self / .seconds(1)
        return seconds == seconds.rounded() && abs(seconds) < 1e9 ? "\(Int(seconds)) s" : "\(seconds) s"
    }
}
