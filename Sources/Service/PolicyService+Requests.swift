import Embodiment
import Wire

extension PolicyService {
    /// Answers one request and notes it: metrics, a line at debug level, a warning where it was refused.
    ///
    /// - Parameters:
    ///   - served: the language it came in.
    ///   - endpoint: what is asked for.
    ///   - session: who asks.
    ///   - arrival: when the request was whole.
    ///   - answer: its result is passed on, its errors too.
    public func noting<Answer: Sendable>(
        _ served: ServiceProtocol, _ endpoint: ServiceEndpoint, _ session: SessionID,
        arrival: ContinuousClock.Instant = .now, _ answer: () async throws -> Answer
    ) async throws -> Answer {
        do {
            let result = try await answer()
            note(served, endpoint, session, arrival: arrival)
            return result
        } catch {
            note(served, endpoint, session, arrival: arrival, refusal: error)
            throw error
        }
    }

    /// Notes a request that has been answered; `refusal` is why it was not.
    public func note(
        _ served: ServiceProtocol, _ endpoint: ServiceEndpoint, _ session: SessionID,
        arrival: ContinuousClock.Instant, refusal: (any Error)? = nil
    ) {
        let took = arrival.duration(to: .now)
        let outcome = refusal.map(outcome(of:)) ?? .ok
        metrics.count(served, endpoint, outcome, took: took)
        if let refusal, outcome != .cancelled {
            log.warning("\(served.rawValue) \(endpoint.rawValue) of \(session): \(outcome.rawValue): \(refusal)")
        } else {
            log.debug("\(served.rawValue) \(endpoint.rawValue) of \(session): \(outcome.rawValue) in \(took.text)")
        }
    }

    /// How a request ended that threw `error`; HTTP's status codes follow from it.
    public func outcome(of error: any Error) -> RequestOutcome {
        RequestOutcome(error, isFaultOfRequest: isFaultOfRequest)
    }

    /// A request from what a message holds.
    ///
    /// - Parameters:
    ///   - observation: its instruction goes under the key that the policy expects, see
    ///   ``WireObservation/instruction(as:)``.
    ///   - options: `session` names the client, where it is given.
    ///   - connection: the session of a client that gives none.
    ///   - arrival: from which the deadline counts.
    /// - Throws: ``ServiceError/badSessionName(bytes:limit:)``.
    public func request(
        _ observation: WireObservation, _ options: RequestOptions, connection: SessionID,
        arrival: ContinuousClock.Instant = .now
    ) throws(ServiceError) -> ActionRequest {
        let expected = languageKey.map { observation.instruction(as: $0) } ?? observation
        return ActionRequest(
            session: try session(options, connection: connection), observations: expected.observations,
            noise: options.noise, executedSteps: options.executedSteps, arrival: arrival,
            deadline: arrival.advanced(by: self.options.deadline))
    }

    /// The client that a message speaks for. Throws ``ServiceError/badSessionName(bytes:limit:)``.
    public func session(_ options: RequestOptions, connection: SessionID) throws(ServiceError) -> SessionID {
        guard let name = options.session else { return connection }
        return try SessionID(named: name)
    }

    /// Names of the policy's actions, without `action.`, in its order.
    public var actionOrder: [String] { names("action") }

    /// The policy's first instruction, without `annotation.`.
    public var languageKey: String? { names("language").first }

    private func names(_ modality: String) -> [String] {
        modalityConfigs[modality]?.modalityKeys.map(\.name) ?? []
    }
}
