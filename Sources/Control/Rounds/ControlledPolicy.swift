import Embodiment

/// A policy behind a server: it knows its clients apart, joins each one's chunk to its last, and holds actions to the limits.
public actor ControlledPolicy: ServedPolicy {
    public nonisolated let options: ControlOptions
    private let policy: any RoundPolicy
    private let jointGuard: JointGuard
    private let now: @Sendable () -> ContinuousClock.Instant
    private var sessions: SessionTable

    /// - Parameter now: the time.
    /// - Throws: ``ControlError`` for options that can't be.
    public init(
        _ policy: any RoundPolicy, options: ControlOptions = ControlOptions(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws(ControlError) {
        try options.validate()
        self.policy = policy
        self.options = options
        jointGuard = try JointGuard(options.limits, rate: options.rate, isStrict: options.isStrict)
        self.now = now
        sessions = SessionTable(capacity: options.maximumSessions, idleTime: options.idleTime)
    }

    public nonisolated var canBatch: Bool { true }

    public var modalityConfigs: [String: ModalityConfig] {
        get async throws { try await policy.modalityConfigs }
    }

    /// Clients that are remembered.
    public var sessionCount: Int { sessions.count }

    public func reset(_ session: SessionID) { sessions.remove(session) }

    /// The next actions for one request.
    ///
    /// - Throws: ``ControlError``, and what the policy throws. The client's state is then as it was before.
    public func getAction(_ request: ActionRequest) async throws -> ActionReply {
        let round = try plan(request, index: 0, at: request.arrival ?? now())
        return try finish(round, try await answer([round]), from: 0)
    }

    /// The next actions for requests of several clients; as many as can be are answered by one run of the policy. Requests of
    /// the same client are answered in their order.
    public func getActions(_ requests: [ActionRequest]) async -> [Result<ActionReply, any Error>] {
        let now = now()
        var results: [Int: Result<ActionReply, any Error>] = [:]
        var waiting = Array(requests.enumerated())
        while !waiting.isEmpty {
            var (taken, later) = (Set<SessionID>(), [EnumeratedSequence<[ActionRequest]>.Element]())
            var rounds: [PlannedRound] = []
            for (index, request) in waiting {
                guard taken.insert(request.session).inserted else {
                    later.append((index, request))
                    continue
                }
                do { rounds.append(try plan(request, index: index, at: request.arrival ?? now)) } catch {
                    results[index] = .failure(error)
                }
            }
            for batch in Dictionary(grouping: rounds, by: \.kind).values {
                await results.merge(answers(batch)) { $1 }
            }
            waiting = later
        }
        return requests.indices.map { results[$0] ?? .failure(CancellationError()) }
    }

    private func plan(
        _ request: ActionRequest, index: Int, at arrival: ContinuousClock.Instant
    ) throws(ControlError) -> PlannedRound {
        var session = sessions.session(request.session, at: arrival)
        if session.delay == nil, case .realTimeChunking(let chunking) = options.mode {
            session.delay = try chunking.delayEstimate()
        }
        return try session.plan(request, index: index, at: arrival, options)
    }

    /// One result per round, by the index of its request. Where the batch fails each is tried alone, so that one bad request
    /// costs the others nothing but time.
    private func answers(_ rounds: [PlannedRound]) async -> [Int: Result<ActionReply, any Error>] {
        var results: [Int: Result<ActionReply, any Error>] = [:]
        do {
            let answer = try await answer(rounds)
            var start = 0
            for round in rounds {
                results[round.index] = Result { try finish(round, answer, from: start) }
                start += round.request.observations.count
            }
        } catch {
            guard rounds.count > 1 else { return [rounds[0].index: .failure(error)] }
            for round in rounds { await results.merge(answers([round])) { $1 } }
        }
        return results
    }

    /// Runs the policy on all observations of these rounds, which are of one kind.
    private func answer(_ rounds: [PlannedRound]) async throws -> PolicyRound {
        let observations = rounds.flatMap(\.request.observations)
        let noise = rounds.compactMap(\.request.noise)
        var guidance: RoundGuidance?
        if case .realTimeChunking(let chunking) = options.mode, rounds.contains(where: { $0.guidance != nil }) {
            guidance = RoundGuidance(
                samples: rounds.flatMap { $0.guidance ?? [] }, maximumWeight: chunking.maximumWeight,
                usesJacobian: chunking.usesJacobian)
        }
        let answer = try await policy.getRound(
            observations, noise: noise.isEmpty ? nil : noise.flatMap { $0 }, guidance: guidance)
        for (name, count) in [("chunks", answer.chunks.count), ("predictions", answer.predictions.count)]
        where count != observations.count {
            throw ControlError.wrongCount(name: name, found: count, expected: observations.count)
        }
        return answer
    }

    /// The reply to one round, and what is remembered of it. `start` is the place of its first observation in the batch.
    private func finish(_ round: PlannedRound, _ answer: PolicyRound, from start: Int) throws -> ActionReply {
        let places = start..<start + round.request.observations.count
        let finished = try FinishedRound(
            round, chunks: Array(answer.chunks[places]), predictions: Array(answer.predictions[places]), jointGuard,
            options, at: now())
        sessions.update(round.request.session, finished.session, after: round.base)
        return ActionReply(chunks: finished.replied, timing: answer.timing, notices: finished.notices)
    }
}
