import Embodiment
import Wire

/// A policy with everything that its servers share: who may ask, in what order, for how long, and what is noted of it.
public final class PolicyService: Sendable {
    /// Behind the ``queue``, through which all requests go.
    public let policy: any ServedPolicy
    public let options: ServiceOptions
    /// To be checked before a message is decoded.
    public let token: TokenCheck
    public let queue: RequestQueue
    public let metrics: ServiceMetrics
    public let log: ServiceLog
    /// Fires when a client stops the server with `kill`, where that is allowed.
    public let killed = Signal()
    /// What an observation must have and a chunk will have: `video`, `state`, `action`, `language`.
    public let modalityConfigs: [String: ModalityConfig]

    let isFaultOfRequest: @Sendable (any Error) -> Bool

    /// - Parameters:
    ///   - policy: behind all servers.
    ///   - options: are validated here.
    ///   - log: for requests and warnings.
    ///   - isFaultOfRequest: whether an error of the policy tells of a bad observation rather than of a broken policy.
    /// - Throws: ``ServiceError/tokenNeeded(host:)``, ``ServiceError/badOption(_:value:allowed:)``, and what the policy
    ///   throws when it is asked for its configs.
    public init(
        _ policy: any ServedPolicy, options: ServiceOptions, log: ServiceLog = ServiceLog(),
        isFaultOfRequest: @escaping @Sendable (any Error) -> Bool = { _ in false }
    ) async throws {
        try options.validate()
        self.policy = policy
        self.options = options
        self.log = log
        self.isFaultOfRequest = isFaultOfRequest
        token = TokenCheck(options.apiToken)
        metrics = ServiceMetrics()
        queue = RequestQueue(policy, options: options, metrics: metrics)
        modalityConfigs = try await policy.modalityConfigs
    }

    /// Refuses new requests, finishes those that are there within ``ServiceOptions/shutdownGrace``, lets the servers
    /// send their replies, and closes them.
    public func shutdown(_ servers: [any PolicyServer]) async {
        await queue.close(grace: options.shutdownGrace)
        await withTaskGroup { group in
            for server in servers { group.addTask { await server.shutdown() } }
        }
    }
}
