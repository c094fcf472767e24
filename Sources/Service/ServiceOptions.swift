import Wire

/// How a policy is served. The defaults are safe: this machine only, and no client may stop the server.
public struct ServiceOptions: Sendable {
    /// What clients must present, see ``TokenCheck``.
    public var apiToken: String?
    /// An address of this machine; any but a loopback address needs a token.
    public var host = "127.0.0.1"
    /// Of Isaac-GR00T's protocol over ZeroMQ; 0 takes a free one, nil serves none. Likewise the others.
    public var port: Int? = 5555
    public var httpPort: Int?
    public var webSocketPort: Int?
    public var leRobotPort: Int?
    /// Lets LeRobot's clients, which have no token, in from other machines.
    public var isLeRobotWithoutToken = false
    /// Whether a client may stop the server with `kill`.
    public var allowsKill = false

    /// Observations that are answered together at most.
    public var maxBatch = 1
    /// How long the first of a batch waits for others.
    public var batchWait: Duration = .zero
    /// Observations in one request at most.
    public var maxObservations = 64
    /// Requests that wait at most; what comes then is refused.
    public var maxWaiting = 256
    /// From a request's arrival to its answer at most.
    public var deadline: Duration = .seconds(30)
    /// How long shutting down waits for what is running.
    public var shutdownGrace: Duration = .seconds(10)

    /// A session that has asked for nothing for so long is reset and forgotten.
    public var sessionIdle: Duration = .seconds(600)
    /// Sessions that are remembered at most; the one that was idle longest makes room.
    public var maxSessions = 1024

    /// ZeroMQ connections at most; the one that was idle longest makes room, those without a right token first.
    public var maxConnections = 512

    /// Within this a connection must have introduced itself, and a message that has begun must be whole.
    public var messageTime: Duration = .seconds(15)

    /// Of every message.
    public var limits = WireLimits()
    /// What is spoken to clients whose requests don't tell.
    public var dialect = IsaacDialect.n15

    public init() {}

    /// Throws ``ServiceError/tokenNeeded(host:)`` for a host that others can reach without a token, and
    /// ``ServiceError/badOption(_:value:allowed:)``.
    public func validate() throws(ServiceError) {
        let ports = [
            ("--port", port), ("--http-port", httpPort), ("--websocket-port", webSocketPort),
            ("--lerobot-port", leRobotPort),
        ]
        for (name, port) in ports { try Self.check(name, port ?? 0, in: 0...65535) }
        try Self.check("--max-batch", maxBatch, in: 1...1024)
        try Self.check("--max-waiting", maxWaiting, in: 1...65536)
        try Self.check("--max-sessions", maxSessions, in: 1...1_000_000)
        try Self.check("--max-connections", maxConnections, in: 1...65536)
        if apiToken?.isEmpty == true {
            throw .badOption("--api-token", value: "an empty text", allowed: "at least one character")
        }
        for (name, duration) in [
            ("--deadline", deadline), ("--session-idle", sessionIdle), ("--message-time", messageTime),
        ] where duration <= .zero {
            throw .badOption(name, value: "\(duration)", allowed: "more than 0 seconds")
        }
        if apiToken == nil, !HostAddress.isLoopback(host) { throw .tokenNeeded(host: host) }
    }

    private static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(ServiceError) {
        guard range.contains(value) else {
            throw .badOption(name, value: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
        }
    }
}
