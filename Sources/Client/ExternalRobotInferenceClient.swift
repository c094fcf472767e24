import Embodiment
import Threads
import Wire

/// The client of Isaac-GR00T's inference service: a policy on another machine, or in another program of this one.
///
/// ```swift
/// let client = ExternalRobotInferenceClient(try ClientOptions(address: ServiceAddress(host: "192.168.1.20")))
/// try await client.waitUntilReady(within: .seconds(60))
/// let chunk = try await client.getAction(observation)
/// ```
///
/// Names are the reference's (`gr00t/eval/service.py`). Requests leave one after another, over one connection and from a thread
/// of the client's own; ask several clients for several answers at once. A task that is cancelled while it waits gets
/// `CancellationError` within a moment. Everything else that can go wrong is a ``ClientError``, after which the client can be used
/// again. ``BlockingRobotInferenceClient`` is the same for programs without tasks.
public actor ExternalRobotInferenceClient: BasePolicy {
    public nonisolated let options: ClientOptions
    private let thread = JobThread(name: "gr00t client")
    private let client: BlockingRobotInferenceClient
    private var configs: [String: ModalityConfig]?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    public init(_ options: ClientOptions) {
        self.options = options
        client = BlockingRobotInferenceClient(options)
    }

    /// Of the server's policy: asked for once, then remembered.
    public var modalityConfigs: [String: ModalityConfig] {
        get throws {
            if let configs { return configs }
            return try getModalityConfig()
        }
    }

    /// Asks whether the server is there.
    /// - Returns: what it says; the reference says "Server is running".
    @discardableResult
    public func ping() throws -> String { try client.ping() }

    /// The next actions for one observation, [horizon, D] per joint group.
    public func getAction(_ observation: Observation) throws -> ActionChunk { try client.getAction(observation) }

    /// The next actions for one observation, with what the server says beside them.
    /// - Parameter options: what only `gr00t serve` understands; other servers ignore it.
    /// - Returns: exactly one chunk.
    public func getAction(_ observation: Observation, options: RequestOptions) throws -> ActionReply {
        try client.getAction(observation, options: options)
    }

    /// What the server's policy expects in an observation and returns in a chunk, asked for anew.
    @discardableResult
    public func getModalityConfig() throws -> [String: ModalityConfig] {
        let fresh = try client.getModalityConfig()
        configs = fresh
        return fresh
    }

    /// Lets the server forget what it remembers of this client, at the start of an episode.
    /// - Returns: false where it remembers nothing: N1.5's reference has no such endpoint.
    @discardableResult
    public func reset() throws -> Bool { try client.reset() }

    /// Ends the server, where it was started with `--allow-kill`.
    public func killServer() throws { try client.killServer() }

    /// Waits for a server that starts, by asking it again and again, seldom in the end.
    /// - Returns: what the server says.
    /// - Throws: ``ClientError/noAnswer(address:within:attempts:)`` when the time is over; other errors at once.
    @discardableResult
    public func waitUntilReady(within limit: Duration) throws -> String { try client.waitUntilReady(within: limit) }
}
