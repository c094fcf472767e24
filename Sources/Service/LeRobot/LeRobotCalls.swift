import Embodiment
import Synchronization
import Wire

/// `transport.AsyncInference` of lerobot 0.4.4 to 0.6.1, for one connection.
final class LeRobotCalls: GRPCApplication {
    enum Method: String, CaseIterable, Sendable {
        case ready = "Ready"
        case sendPolicyInstructions = "SendPolicyInstructions"
        case sendObservations = "SendObservations"
        case getActions = "GetActions"

        var endpoint: ServiceEndpoint {
            switch self {
            case .ready: .ready
            case .sendPolicyInstructions: .policySetup
            case .sendObservations: .sendObservation
            case .getActions: .getAction
            }
        }
    }

    private let service: PolicyService
    private let settings: LeRobotSettings
    private let limits: WireLimits
    private let sessions: LeRobotSessions
    private let address: String
    private let current: Mutex<LeRobotSession>

    init(
        _ service: PolicyService, _ settings: LeRobotSettings, limits: TransportLimits, sessions: LeRobotSessions,
        peer: String, address: String
    ) {
        self.service = service
        self.settings = settings
        self.limits = limits.wire(within: service.options.limits)
        self.sessions = sessions
        self.address = address
        current = Mutex(LeRobotSession(id: SessionID(connection: peer, of: .leRobot)))
    }

    func method(at path: String) -> Method? {
        let prefix = "/transport.AsyncInference/"
        return path.hasPrefix(prefix) ? Method(rawValue: String(path.dropFirst(prefix.count))) : nil
    }

    func answer(_ method: Method, _ messages: [[UInt8]]) async throws(GRPCStatus) -> [UInt8] {
        let session = current.withLock { $0 }
        do {
            return try await perform(method, messages, session)
        } catch {
            throw GRPCStatus(error, service.outcome(of: error))
        }
    }

    /// Sends away who waits for an observation.
    func leave() { current.withLock { $0 }.slot.close() }

    /// The connection has closed.
    func closed() async { await sessions.leave(current.withLock { $0 }, address: address) }

    /// The session of this connection, or that of one that broke where the client has not introduced itself on this.
    private func continued(_ session: LeRobotSession) async -> LeRobotSession {
        guard await session.setup == nil, let earlier = sessions.adopt(address: address) else { return session }
        service.log.debug("lerobot: \(earlier.id) goes on as \(session.id)")
        current.withLock { $0 = earlier }
        return earlier
    }

    private func perform(_ method: Method, _ messages: [[UInt8]], _ session: LeRobotSession) async throws -> [UInt8] {
        switch method {
        case .ready: try await noting(method, session) { try await ready(session) }
        case .sendPolicyInstructions: try await noting(method, session) { try await setUp(session, messages) }
        case .sendObservations:
            try await noting(method, session) { try await observe(await continued(session), messages) }
        case .getActions: try await nextActions(await continued(session))
        }
    }

    private func noting(
        _ method: Method, _ session: LeRobotSession, _ work: () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        try await service.noting(.leRobot, method.endpoint, session.id, work)
    }

    private func ready(_ session: LeRobotSession) async throws -> [UInt8] {
        await sessions.drop(address: address)
        await session.restart()
        try await service.queue.reset(session.id)
        return []
    }

    private func setUp(_ session: LeRobotSession, _ messages: [[UInt8]]) async throws -> [UInt8] {
        guard messages.count == 1 else {
            throw LeRobotError.messageCount(method: "SendPolicyInstructions", count: messages.count)
        }
        let pickle = try LeRobotTransport.data(in: messages[0])
        let wanted = try LeRobotMessage.policyConfig(pickle, limits: limits)
        guard wanted.policyType == "groot" else { throw LeRobotError.wrongPolicy(wanted.policyType) }
        guard wanted.actionsPerChunk > 0 else { throw LeRobotError.badChunkLength(wanted.actionsPerChunk) }
        let mapping = try LeRobotMapping(
            features: wanted.features, renames: wanted.renameMap, configs: service.modalityConfigs,
            stateWidths: settings.stateWidths)
        service.log.debug("lerobot: \(session.id) asks for \(wanted.pretrainedNameOrPath), gets what is served")
        if mapping.areCamerasByOrder {
            service.log.warning("lerobot: no camera has a name that the policy knows, so they go by order: \(mapping)")
        }
        await session.set(.init(mapping: mapping, actionsPerChunk: wanted.actionsPerChunk))
        return []
    }

    private func observe(_ session: LeRobotSession, _ messages: [[UInt8]]) async throws -> [UInt8] {
        let arrival = ContinuousClock.now
        let mapping = try await session.requireSetup().mapping
        let seen = try LeRobotMessage.observation(try Self.joined(messages), limits: limits)
        // Beyond 2^53 steps and their time stamps are no longer told apart.
        guard seen.timestamp.isFinite, abs(seen.timestamp) < 0x1p53, (0...(1 << 53)).contains(seen.timestep) else {
            throw LeRobotError.badTimestep(seen.timestep)
        }
        let observation = try mapping.observation(seen.observation, limits: limits)
        let frame = LeRobotSession.Frame(
            observation: observation, timestamp: seen.timestamp, timestep: seen.timestep, arrival: arrival)
        if await !session.offer(frame, mustGo: seen.mustGo) {
            service.log.debug("lerobot: \(session.id) has its answer to timestep \(seen.timestep) already")
        }
        return []
    }

    /// Waits for an observation, and notes only what comes after: until there is one, the time is the robot's.
    private func nextActions(_ session: LeRobotSession) async throws -> [UInt8] {
        guard let setup = await session.setup else {
            let error = LeRobotError.notSetUp
            service.note(.leRobot, .getAction, session.id, arrival: .now, refusal: error)
            throw error
        }
        guard let frame = await session.slot.take(within: settings.wait) else { return [] }
        return try await noting(.getActions, session) { try await actions(session, setup, frame) }
    }

    private func actions(
        _ session: LeRobotSession, _ setup: LeRobotSession.Setup, _ frame: LeRobotSession.Frame
    ) async throws -> [UInt8] {
        let executed = await session.answered.map { frame.timestep - $0 }.flatMap { $0 >= 0 ? $0 : nil }
        let reply = try await service.queue.submit(
            ActionRequest(
                session: session.id, observations: [frame.observation], executedSteps: executed,
                arrival: frame.arrival))
        guard let chunk = reply.chunks.first else { throw ServiceError.wrongAnswer(expected: 1, actual: 0) }
        let timed = try timedActions(of: chunk, frame, limit: setup.actionsPerChunk)
        await session.noteAnswer(to: frame.timestep)
        return LeRobotTransport.message(data: LeRobotMessage.pickled(timed))
    }

    /// The chunk's first `limit` steps, all joints side by side. Step i stands for timestep `frame.timestep` + i.
    private func timedActions(
        of chunk: ActionChunk, _ frame: LeRobotSession.Frame, limit: Int
    ) throws(LeRobotError) -> [LeRobotMessage.TimedAction] {
        var parts: [Matrix] = []
        for name in service.actionOrder {
            guard let matrix = chunk.actions[name] else { throw .missingAction(name) }
            parts.append(matrix)
        }
        let steps = min(parts.map(\.rows).min() ?? 0, limit)
        return (0..<steps).map { step in
            LeRobotMessage.TimedAction(
                timestamp: frame.timestamp + Double(step) / settings.framesPerSecond, timestep: frame.timestep + step,
                action: parts.flatMap { $0.row(step).map(Float.init) })
        }
    }

    /// The payload whose parts these are. A part that begins one drops what came before it.
    private static func joined(_ messages: [[UInt8]]) throws -> [UInt8] {
        var payload: [UInt8] = []
        for message in messages {
            let part = try LeRobotTransport.Observation(message)
            switch part.state {
            case .begin: payload = part.data
            case .middle: payload += part.data
            case .end: return payload + part.data
            case .unknown: throw LeRobotError.unknownTransferState
            }
        }
        throw LeRobotError.cutOffTransfer(parts: messages.count)
    }
}
