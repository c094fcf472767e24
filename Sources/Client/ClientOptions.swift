import Wire

/// How a client talks to its server.
public struct ClientOptions: Sendable, Equatable {
    public var address: ServiceAddress
    /// For one answer. The first answer of a server may take longer than later ones.
    public let timeout: Duration
    /// How often a request is sent when no answer comes, with a new connection each time. One is right for a robot that
    /// moves: by the second its observation is old.
    public let attempts: Int
    /// The server's, if it has one.
    public var token: String?
    /// The release whose protocol the server speaks; `gr00t serve` understands all.
    public var dialect: IsaacDialect
    /// Under what name `gr00t serve` remembers this client between requests; 1 to 256 bytes. Where absent, each client has a
    /// name of its own that outlives its connections; give one to go on after the program was restarted.
    public var session: String?
    /// What an answer may cost; also what a request may have.
    public var limits: WireLimits

    /// A year: longer ones are mistakes, and clocks end somewhere.
    static let longestTimeout = Duration.seconds(365 * 86_400)

    /// - Throws: ``ClientError/badTimeout(_:)`` and ``ClientError/badAttempts(_:)``.
    public init(
        address: ServiceAddress, timeout: Duration = .seconds(15), attempts: Int = 1, token: String? = nil,
        dialect: IsaacDialect = .n15, session: String? = nil, limits: WireLimits = .init()
    ) throws(ClientError) {
        guard timeout > .zero, timeout <= Self.longestTimeout else { throw .badTimeout(timeout) }
        guard attempts >= 1 else { throw .badAttempts(attempts) }
        self.address = address
        self.timeout = timeout
        self.attempts = attempts
        self.token = token
        self.dialect = dialect
        self.session = session
        self.limits = limits
    }
}
