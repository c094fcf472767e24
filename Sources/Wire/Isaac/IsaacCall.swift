import Embodiment

/// The client's side of the Isaac-GR00T service: requests of N1.5, and answers of any release.
public enum IsaacCall {
    /// A request.
    ///
    /// - Parameters:
    ///   - data: of `get_action`, see ``WireObservation/fields(of:)``; other endpoints have none.
    ///   - options: see ``RequestOptions/fields``; left out where empty.
    public static func encoded(
        _ endpoint: String, data: [WireField]? = nil, options: [WireField] = [], token: String? = nil
    ) -> [UInt8] {
        var fields = [WireField("endpoint", .string(endpoint))]
        if let data { fields.append(WireField("data", .map(data))) }
        if !options.isEmpty { fields.append(WireField("options", .map(options))) }
        if let token { fields.append(WireField("api_token", .string(token))) }
        return MessagePack.encode(.map(fields), arrays: .npy)
    }

    /// The actions in a reply to `get_action`, one chunk per observation, with timing and notices where they were asked
    /// for. Throws ``WireError/server(_:)`` with the server's text where it answered with an error.
    public static func actions(in reply: [UInt8], limits: WireLimits = .init()) throws(WireError) -> ActionReply {
        let value = try MessagePack.decode(reply, limits: limits)
        // N1.6 and N1.7 answer [actions, info].
        guard case .list(let parts) = value, parts.count == 2 else { return try ActionReply(fields(of: value)) }
        let info = try parts[1].fields("info").filter { $0.key == "timing" || $0.key == "notices" }
        return try ActionReply(parts[0].fields("the actions") + info)
    }

    /// The configs in a reply to `get_modality_config`, by `video`, `state`, `action`, `language`.
    public static func modalityConfigs(
        in reply: [UInt8], limits: WireLimits = .init()
    ) throws(WireError) -> [String: ModalityConfig] {
        var configs: [String: ModalityConfig] = [:]
        for field in try fields(in: reply, limits: limits) {
            switch field.value {
            case .modalityConfig(let config): configs[field.key] = config
            case .map(let config):
                // N1.6 and N1.7 leave out the modality, which stands around it.
                let modality = field.key == "language" ? Modality.annotation : Modality(rawValue: field.key)
                configs[field.key] = try ModalityConfig(config, modality: modality)
            default: throw .wrongType(key: field.key, expected: "a modality config", found: field.value.kind)
            }
        }
        return configs
    }

    /// The text in a reply to `ping`; empty for the null with which `kill` is answered and the map of `reset`.
    public static func status(in reply: [UInt8], limits: WireLimits = .init()) throws(WireError) -> String {
        try fields(in: reply, limits: limits)["message"]?.string("message") ?? ""
    }

    private static func fields(in reply: [UInt8], limits: WireLimits) throws(WireError) -> [WireField] {
        try fields(of: try MessagePack.decode(reply, limits: limits))
    }

    /// The map of a reply, if it is not that of an error; null has no fields.
    private static func fields(of value: WireValue) throws(WireError) -> [WireField] {
        guard value != .null else { return [] }
        let fields = try value.fields("the reply")
        if let error = fields["error"] { throw .server(try error.string("error")) }
        return fields
    }
}
