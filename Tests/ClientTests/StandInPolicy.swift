import Client
import Embodiment
import Media
import Wire

/// A policy whose answer tells what it was asked, behind the protocol of the service.
enum StandInPolicy {
    static let horizon = 16

    static let observation = Observation(
        video: ["ego_view": [Image(height: 4, width: 6, pixels: (0..<72).map { UInt8($0) })]],
        state: [
            "left_arm": Matrix(rows: 1, columns: 3, values: [0.25, -1.5, 3]),
            "gripper": Matrix(rows: 1, columns: 1, values: [0.5]),
        ], annotation: ["human.task_description": ["pick the pear"]])

    static let configs: [String: ModalityConfig] = [
        "video": ModalityConfig(deltaIndices: [0], modalityKeys: [ModalityKey(.video, "ego_view")]),
        "state": ModalityConfig(
            deltaIndices: [0], modalityKeys: [ModalityKey(.state, "left_arm"), ModalityKey(.state, "gripper")]),
        "action": ModalityConfig(
            deltaIndices: Array(0..<horizon),
            modalityKeys: [ModalityKey(.action, "left_arm"), ModalityKey(.action, "gripper")]),
        "language": ModalityConfig(
            deltaIndices: [0], modalityKeys: [ModalityKey(.annotation, "human.task_description")]),
    ]

    /// The state, a quarter more each step, and the first number of the noise: exact in float32.
    static func chunk(_ observation: Observation, noise: [Float]? = nil) -> ActionChunk {
        ActionChunk(
            actions: observation.state.mapValues { state in
                let values = (0..<horizon).flatMap { step in
                    state.row(state.rows - 1).map { $0 + 0.25 * Double(step) + Double(noise?.first ?? 0) }
                }
                return Matrix(rows: horizon, columns: state.columns, values: values)
            })
    }

    /// Answers like the reference's server, with a token if one is given.
    static func answer(_ message: [UInt8], token: String? = nil, dialect: IsaacDialect = .n15) -> [UInt8] {
        do throws(WireError) {
            let envelope = try IsaacEnvelope(message)
            guard token == nil || envelope.token == token else {
                return IsaacReply.error(IsaacReply.invalidToken).encoded(for: dialect)
            }
            let request = try envelope.request()
            return reply(to: request).encoded(for: request.dialect ?? dialect)
        } catch { return IsaacReply.error("\(error)").encoded(for: dialect) }
    }

    private static func reply(to request: IsaacRequest) -> IsaacReply {
        switch request.endpoint {
        case "ping": return .ok(message: IsaacReply.serverIsRunning)
        case "kill": return .nothing
        case "reset": return .done
        case "get_modality_config": return .modalityConfigs(configs)
        case "get_action":
            guard let asked = request.observation else { return .error("no observation") }
            let (options, timing) = (request.options, request.options.timing)
            let reply = ActionReply(
                chunks: asked.observations.map { chunk($0, noise: options.noise) },
                timing: [StageTime("queue", milliseconds: 0.5), StageTime("backbone", milliseconds: 8)],
                notices: ["session \(options.session ?? "none"), \(options.executedSteps ?? -1) steps"])
            return .actions(reply, isBatched: asked.isBatched, timing: timing)
        default: return .error(IsaacReply.unknownEndpoint(request.endpoint))
        }
    }

    static func server(token: String? = nil, dialect: IsaacDialect = .n15) throws -> StandInServer {
        try StandInServer { message, _ in [[answer(message, token: token, dialect: dialect)]] }
    }

    static func options(
        _ port: Int, timeout: Duration = .seconds(60), attempts: Int = 1, token: String? = nil,
        dialect: IsaacDialect = .n15, session: String? = nil
    ) throws -> ClientOptions {
        try ClientOptions(
            address: ServiceAddress(host: "127.0.0.1", port: port), timeout: timeout, attempts: attempts, token: token,
            dialect: dialect, session: session)
    }
}
