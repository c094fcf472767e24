/// Why a server does not start, or does not answer a request.
public enum ServiceError: Error, CustomStringConvertible, Equatable {
    /// Others than this machine could move the robot.
    case tokenNeeded(host: String)
    /// A setting out of its range; the first value is its name.
    case badOption(String, value: String, allowed: String)

    /// The token is missing or wrong.
    case unauthorized
    /// As many requests wait as may.
    case busy(waiting: Int)
    /// The request's deadline has passed.
    case expired(after: Duration)
    case shuttingDown
    case unknownEndpoint(String)
    /// A client wants to stop the server.
    case killNotAllowed
    case noObservations
    case tooManyObservations(Int, limit: Int)
    /// Of `options.session`.
    case badSessionName(bytes: Int, limit: Int)
    /// A message over ZeroMQ that is not one part.
    case notOnePart(Int)
    /// The policy broke its contract.
    case wrongAnswer(expected: Int, actual: Int)

    public var description: String {
        switch self {
        case .tokenNeeded(let host):
            "--host \(host) lets other machines move this robot, so clients must know a token: give one with "
                + "--api-token or in the environment variable GR00T_API_TOKEN, or serve this machine only with "
                + "--host 127.0.0.1"
        case .badOption(let name, let value, let allowed): "\(name): \(value); use \(allowed)"
        case .unauthorized: "Unauthorized: Invalid API token"
        case .busy(let waiting):
            "the server is busy: \(waiting) requests wait; ask again later, or serve with a larger --max-batch"
        case .expired(let duration):
            "no answer within \(duration.text): the server has too many requests or the policy takes too long; "
                + "ask less often, or serve with a longer --deadline"
        case .shuttingDown: "the server is shutting down: connect again when it is back"
        // The reference's text.
        case .unknownEndpoint(let name): "Unknown endpoint: \(name)"
        case .killNotAllowed: "kill is not allowed: stop the server where it runs, or start it with --allow-kill"
        case .noObservations: "the request has no observation"
        case .tooManyObservations(let count, let limit):
            "the request has \(count) observations; at most \(limit) are answered at once: split it"
        case .badSessionName(let bytes, let limit):
            "options.session: \(bytes) bytes; use 1 to \(limit)"
        case .notOnePart(let parts): "a request is one message part, this has \(parts)"
        case .wrongAnswer(let expected, let actual):
            "the policy answered \(actual) of \(expected) observations: report this with the server's log"
        }
    }
}

extension Duration {
    /// `30.0 s`, `1.25 ms`.
    var text: String {
        let (number, unit) = seconds < 1 ? (milliseconds, "ms") : (seconds, "s")
        return "\((number * 100).rounded() / 100) \(unit)"
    }

    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }

    var milliseconds: Double { seconds * 1000 }
}
