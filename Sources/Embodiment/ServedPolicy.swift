/// One client of a server: a robot, or a program that stands in for it. What a policy remembers between rounds belongs to it.
public struct SessionID: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// A request for actions, as any of the protocols brings it.
public struct ActionRequest: Sendable {
    public var session: SessionID
    /// Side by side; most clients send one.
    public var observations: [Observation]
    /// Standard normal numbers to start from, [B, horizon, actionDim] in a row; the policy draws them where absent.
    public var noise: [Float]?
    /// Steps of the chunk before that the robot had executed when it took the observation; the policy reckons them from the
    /// time between requests where absent.
    public var executedSteps: Int?
    /// When the request came to the server, close to when its observations were taken; when the policy gets it where absent.
    public var arrival: ContinuousClock.Instant?
    /// After this the client has given up, so an answer is of no use.
    public var deadline: ContinuousClock.Instant?

    public init(
        session: SessionID, observations: [Observation], noise: [Float]? = nil, executedSteps: Int? = nil,
        arrival: ContinuousClock.Instant? = nil, deadline: ContinuousClock.Instant? = nil
    ) {
        self.session = session
        self.observations = observations
        self.noise = noise
        self.executedSteps = executedSteps
        self.arrival = arrival
        self.deadline = deadline
    }
}

/// What a policy answers.
public struct ActionReply: Sendable, Equatable {
    /// One per observation of the request, in its order.
    public var chunks: [ActionChunk]
    /// Milliseconds by stage, such as `queue`, `preprocess`, `backbone`, `action_head`, in the order in which they passed.
    public var timing: [StageTime]
    /// What was changed for safety, in words: which joint, which limit, by how much.
    public var notices: [String]

    public init(chunks: [ActionChunk], timing: [StageTime] = [], notices: [String] = []) {
        self.chunks = chunks
        self.timing = timing
        self.notices = notices
    }
}

/// How long a stage of an answer took.
public struct StageTime: Sendable, Equatable {
    public let stage: String
    public let milliseconds: Double

    public init(_ stage: String, milliseconds: Double) {
        self.stage = stage
        self.milliseconds = milliseconds
    }
}

/// What stands behind a server: a policy that knows its clients apart.
public protocol ServedPolicy: Sendable {
    /// What an observation must have and a chunk will have: `video`, `state`, `action`, `language`.
    var modalityConfigs: [String: ModalityConfig] { get async throws }

    /// Whether several requests of equal shapes may be answered together.
    var canBatch: Bool { get }

    /// The next actions for one request.
    func getAction(_ request: ActionRequest) async throws -> ActionReply

    /// The next actions for requests of several clients whose observations have equal shapes; one result per request.
    func getActions(_ requests: [ActionRequest]) async -> [Result<ActionReply, any Error>]

    /// Forgets what is remembered of a client, at the start of an episode and when the client has gone.
    func reset(_ session: SessionID) async
}

extension ServedPolicy {
    public var canBatch: Bool { false }

    public func getActions(_ requests: [ActionRequest]) async -> [Result<ActionReply, any Error>] {
        var results: [Result<ActionReply, any Error>] = []
        for request in requests {
            do { results.append(.success(try await getAction(request))) } catch { results.append(.failure(error)) }
        }
        return results
    }
}
