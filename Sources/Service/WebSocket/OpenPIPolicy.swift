import Embodiment
import Wire

/// Answers the messages of one openpi connection with a policy. A connection is a session, unless requests name one.
struct OpenPIPolicy: Sendable {
    let service: PolicyService
    let limits: WireLimits
    let connection: SessionID

    init(_ service: PolicyService, limits: TransportLimits, peer: String) {
        self.service = service
        self.limits = limits.wire(within: service.options.limits)
        connection = SessionID(connection: peer, of: .webSocket)
    }

    /// The first message: the modality configs, the keys by themselves, and how many steps an answer has.
    func metadata() -> [UInt8] {
        service.note(.webSocket, .metadata, connection, arrival: .now)
        return OpenPI.metadata(
            service.modalityConfigs,
            extra: [
                WireField("model", .string("GR00T")),
                WireField("action_horizon", .int(service.modalityConfigs["action"]?.deltaIndices.count ?? 0)),
                WireField("observation_keys", .list(keys("video") + keys("state") + keys("language"))),
                WireField("action_keys", .list(keys("action"))),
            ])
    }

    /// The answer to an observation.
    ///
    /// - Parameter previousMilliseconds: how long the message before took from its arrival to its answer.
    /// - Throws: ``WireError``, ``ServiceError``, `CancellationError`, what the policy throws.
    func answer(_ message: WebSocketMessage, previousMilliseconds: Double?) async throws -> [UInt8] {
        let arrival = ContinuousClock.now
        return try await service.noting(.webSocket, .getAction, connection, arrival: arrival) {
            guard case .binary(let bytes) = message else {
                throw WireError.malformed(
                    format: "MessagePack", offset: 0, reason: "an observation comes in a binary frame, not as text,")
            }
            let (observation, options) = try OpenPI.request(bytes, limits: limits)
            let wanted = try service.request(observation, options, connection: connection, arrival: arrival)
            let start = ContinuousClock.now
            var reply = try await service.queue.submit(wanted)
            let end = ContinuousClock.now
            reply.timing.insert(StageTime("decode", milliseconds: arrival.duration(to: start).milliseconds), at: 0)
            return OpenPI.actions(
                reply, isBatched: observation.isBatched, timing: options.timing, order: service.actionOrder,
                inferenceMilliseconds: start.duration(to: end).milliseconds,
                previousMilliseconds: previousMilliseconds)
        }
    }

    /// The connection has closed.
    func closed() async { await service.queue.forget(connection) }

    private func keys(_ modality: String) -> [WireValue] {
        service.modalityConfigs[modality]?.modalityKeys.map { .string($0.description) } ?? []
    }
}
