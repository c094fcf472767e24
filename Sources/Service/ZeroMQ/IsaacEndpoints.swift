import Embodiment
import Wire

/// Answers requests of Isaac-GR00T's clients; every request gets exactly one reply, errors included.
struct IsaacEndpoints: Sendable {
    let service: PolicyService

    /// Checks the token, with nothing decoded but the outer map. Throws ``WireError``, ``ServiceError/unauthorized``.
    func envelope(_ message: ClientMessage) throws -> IsaacEnvelope {
        guard let body = message.body else { throw ServiceError.notOnePart(message.bodyParts) }
        let envelope = try IsaacEnvelope(body, limits: service.options.limits)
        try service.token.check(envelope.token)
        return envelope
    }

    /// The reply to a request.
    func reply(to request: ClientRequest) async -> [UInt8] {
        let message = request.message
        switch request.envelope {
        case .success(let envelope): return await reply(to: envelope, of: message)
        case .failure(let error): return refuse(message, error)
        }
    }

    private func reply(to envelope: IsaacEnvelope, of message: ClientMessage) async -> [UInt8] {
        let connection = session(of: message)
        let endpoint = Self.endpoint(envelope.endpoint)
        do {
            let (reply, dialect) = try await service.noting(.zeroMQ, endpoint, connection, arrival: message.arrival) {
                try await answer(envelope, endpoint, connection, message.arrival)
            }
            return reply.encoded(for: dialect, order: service.actionOrder)
        } catch {
            return refusal(error)
        }
    }

    /// The reply to a request of which no more than the outer map was read.
    func refuse(_ message: ClientMessage, _ error: any Error) -> [UInt8] {
        service.note(.zeroMQ, .unknown, session(of: message), arrival: message.arrival, refusal: error)
        return refusal(error)
    }

    private func answer(
        _ envelope: IsaacEnvelope, _ endpoint: ServiceEndpoint, _ connection: SessionID,
        _ arrival: ContinuousClock.Instant
    ) async throws -> (IsaacReply, IsaacDialect) {
        switch endpoint {
        case .ping: return (.ok(message: IsaacReply.serverIsRunning), dialect(of: connection))
        case .modalityConfig: return (.modalityConfigs(service.modalityConfigs), dialect(of: connection))
        case .kill:
            guard service.options.allowsKill else { throw ServiceError.killNotAllowed }
            service.killed.fire()
            return (.nothing, dialect(of: connection))
        case .reset:
            let request = try envelope.request()
            try await service.queue.reset(service.session(request.options, connection: connection))
            return (.done, request.dialect ?? dialect(of: connection))
        case .getAction: return try await actions(envelope, connection, arrival)
        default: throw ServiceError.unknownEndpoint(String(envelope.endpoint.prefix(200)))
        }
    }

    private func actions(
        _ envelope: IsaacEnvelope, _ connection: SessionID, _ arrival: ContinuousClock.Instant
    ) async throws -> (IsaacReply, IsaacDialect) {
        let start = ContinuousClock.now
        let request = try envelope.request()
        guard let observation = request.observation else { throw ServiceError.noObservations }
        let wanted = try service.request(observation, request.options, connection: connection, arrival: arrival)
        let decoding = StageTime("decode", milliseconds: start.duration(to: .now).milliseconds)
        service.metrics.count([decoding])
        var reply = try await service.queue.submit(wanted)
        reply.timing.insert(decoding, at: 0)
        let dialect = request.dialect ?? dialect(of: connection)
        service.queue.sessions.setDialect(dialect, of: connection)
        return (.actions(reply, isBatched: observation.isBatched, timing: request.options.timing), dialect)
    }

    private func dialect(of session: SessionID) -> IsaacDialect {
        service.queue.sessions.dialect(of: session) ?? service.options.dialect
    }

    private func session(of message: ClientMessage) -> SessionID {
        SessionID(connection: message.client, of: .zeroMQ)
    }

    /// Errors look the same in all dialects.
    private func refusal(_ error: any Error) -> [UInt8] {
        IsaacReply.error(String(describing: error)).encoded(for: service.options.dialect)
    }

    private static func endpoint(_ name: String) -> ServiceEndpoint {
        switch name {
        case "get_action": .getAction
        case "get_modality_config": .modalityConfig
        case "reset": .reset
        case "ping": .ping
        case "kill": .kill
        default: .unknown
        }
    }
}
