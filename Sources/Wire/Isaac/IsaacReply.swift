import Embodiment

/// What the Isaac-GR00T service answers.
public enum IsaacReply: Sendable {
    /// To `ping`: the reference says ``serverIsRunning``.
    case ok(message: String)
    /// To `kill`: null.
    case nothing
    /// To `reset`: an empty map.
    case done
    /// To `get_action`: float32 [T, D], or [B, T, D] where the request was batched. With `timing`, what ``ActionReply``
    /// says beside the chunks goes along.
    case actions(ActionReply, isBatched: Bool, timing: Bool)
    /// To `get_modality_config`.
    case modalityConfigs([String: ModalityConfig])
    case error(String)

    public static let serverIsRunning = "Server is running"
    /// Of the error when a server has a token and the request has another or none.
    public static let invalidToken = "Unauthorized: Invalid API token"
    /// Of the error where no endpoint has that name.
    public static func unknownEndpoint(_ name: String) -> String { "Unknown endpoint: \(name)" }

    /// The message.
    ///
    /// - Parameter order: names of actions without prefix, in the order in which they shall stand; others follow, sorted.
    public func encoded(for dialect: IsaacDialect, order: [String] = []) -> [UInt8] {
        MessagePack.encode(value(for: dialect, order: order), arrays: .npy)
    }

    private func value(for dialect: IsaacDialect, order: [String]) -> WireValue {
        switch self {
        case .ok(let message):
            return .map([WireField("status", .string("ok")), WireField("message", .string(message))])
        case .nothing: return .null
        case .done: return .map([])
        case .error(let text): return .map([WireField("error", .string(text))])
        case .actions(let reply, let isBatched, let timing):
            let prefix = dialect == .n17 ? "" : "action."
            let actions = reply.actionFields(isBatched: isBatched, order: order, prefix: prefix)
            guard dialect == .n15 else { return .list([.map(actions), .map(timing ? reply.extraFields : [])]) }
            return .map(actions + (timing ? reply.extraFields : []))
        case .modalityConfigs(let configs):
            let names = configs.keys.sorted(like: ["video", "state", "action", "language"])
            return .map(
                names.compactMap { name in
                    configs[name].map { WireField(name, Self.value(of: $0, for: dialect)) }
                })
        }
    }

    /// N1.6 and N1.7 name keys without the modality, annotations aside.
    private static func value(of config: ModalityConfig, for dialect: IsaacDialect) -> WireValue {
        guard dialect != .n15 else { return .modalityConfig(config) }
        let fields = config.fields { $0.modality == .annotation ? $0.description : $0.name }
        return .map([WireField("__ModalityConfig_class__", .bool(true)), WireField("as_json", .map(fields))])
    }
}
