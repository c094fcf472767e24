import Wire

/// The languages that are served.
public enum ServiceProtocol: String, Sendable, CaseIterable {
    case zeroMQ = "zeromq"
    case http
    case webSocket = "websocket"
    case leRobot = "lerobot"
}

/// What is asked for; a fixed set, so that clients can't grow the metrics.
public enum ServiceEndpoint: String, Sendable, CaseIterable {
    case getAction = "get_action"
    case modalityConfig = "get_modality_config"
    case reset, ping, kill, health, metrics, metadata, ready
    case policySetup = "policy_setup"
    case sendObservation = "send_observation"
    case unknown
}

/// How a request ended.
public enum RequestOutcome: String, Sendable, CaseIterable {
    case ok
    /// The client's fault: a message that can't be read, an observation that doesn't fit.
    case badRequest = "bad_request"
    case unauthorized
    case busy, expired
    case shuttingDown = "shutting_down"
    /// The client went away.
    case cancelled
    /// The policy's fault.
    case failed

    /// - Parameters:
    ///   - error: what answering threw.
    ///   - isFaultOfRequest: for errors of the policy.
    public init(_ error: any Error, isFaultOfRequest: (any Error) -> Bool = { _ in false }) {
        switch error {
        case let error as ServiceError: self = Self.outcome(error)
        case is WireError: self = .badRequest
        case is CancellationError: self = .cancelled
        default: self = isFaultOfRequest(error) ? .badRequest : .failed
        }
    }

    private static func outcome(_ error: ServiceError) -> RequestOutcome {
        switch error {
        case .unauthorized, .killNotAllowed: .unauthorized
        case .busy: .busy
        case .expired: .expired
        case .shuttingDown: .shuttingDown
        case .unknownEndpoint, .noObservations, .tooManyObservations, .badSessionName, .notOnePart: .badRequest
        case .wrongAnswer, .tokenNeeded, .badOption: .failed
        }
    }
}
