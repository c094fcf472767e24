import Embodiment
import Wire

/// The client of Isaac-GR00T's inference service for programs that are one simple loop: every call waits on the calling thread.
/// Names are the reference's (`gr00t/eval/service.py`). For Swift's tasks there is ``ExternalRobotInferenceClient``.
///
/// Nothing is sent before the first call, and a connection that broke is made anew, so client and server may be started, stopped
/// and started again in any order.
///
/// Every call throws ``ClientError``, and `CancellationError` when it runs in a task that is cancelled.
public final class BlockingRobotInferenceClient {
    public let options: ClientOptions
    private let connection: RequestConnection
    private let messages: IsaacMessages

    public init(_ options: ClientOptions) {
        self.options = options
        connection = RequestConnection(to: options.address, maxMessageBytes: options.limits.bytes)
        messages = IsaacMessages(options)
    }

    /// Asks whether the server is there.
    /// - Returns: what it says; the reference says "Server is running".
    @discardableResult
    public func ping() throws -> String {
        try messages.status(in: ask(messages.call("ping")))
    }

    /// The next actions for one observation, [horizon, D] per joint group.
    public func getAction(_ observation: Observation) throws -> ActionChunk {
        try getAction(observation, options: RequestOptions()).chunks[0]
    }

    /// The next actions for one observation, with what the server says beside them.
    /// - Parameter options: what only `gr00t serve` understands; other servers ignore it.
    /// - Returns: exactly one chunk.
    public func getAction(_ observation: Observation, options: RequestOptions) throws -> ActionReply {
        try messages.actions(in: ask(messages.getAction(observation, options)))
    }

    /// What the server's policy expects in an observation and returns in a chunk: `video`, `state`, `action`, `language`.
    public func getModalityConfig() throws -> [String: ModalityConfig] {
        try messages.modalityConfigs(in: ask(messages.call("get_modality_config")))
    }

    /// Lets the server forget what it remembers of this client, at the start of an episode.
    /// - Returns: false where it remembers nothing: N1.5's reference has no such endpoint.
    @discardableResult
    public func reset() throws -> Bool {
        do {
            try messages.status(in: ask(messages.reset()))
            return true
        } catch ClientError.server(IsaacReply.unknownEndpoint("reset")) { return false }
    }

    /// Ends the server, where it was started with `--allow-kill`. It is asked once, however many attempts there are elsewhere.
    public func killServer() throws {
        let answer = try connection.exchange(messages.call("kill"), timeout: options.timeout, attempts: 1)
        try messages.status(in: answer)
    }

    /// Waits for a server that starts, by asking it again and again, seldom in the end.
    /// - Returns: what the server says.
    /// - Throws: ``ClientError/noAnswer(address:within:attempts:)`` when the time is over; other errors at once.
    @discardableResult
    public func waitUntilReady(within limit: Duration) throws -> String {
        let end = ContinuousClock.now.advanced(by: min(limit, ClientOptions.longestTimeout))
        var backOff = BackOff(first: .milliseconds(250))
        var attempts = 0
        while true {
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else {
                throw ClientError.noAnswer(address: "\(options.address)", within: limit, attempts: max(attempts, 1))
            }
            attempts += 1
            let patience = min(left, backOff.next())
            do {
                let answer = try connection.exchange(messages.call("ping"), timeout: patience, attempts: 1)
                return try messages.status(in: answer)
            } catch ClientError.noAnswer {}
        }
    }

    private func ask(_ message: [UInt8]) throws -> [UInt8] {
        try connection.exchange(message, timeout: options.timeout, attempts: options.attempts)
    }
}
