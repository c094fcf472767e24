/// The outer map of a request. `data` and `options` are stepped over, so that a token can be checked before anything
/// large is built.
public struct IsaacEnvelope: Sendable {
    /// `get_action` where the message names none.
    public let endpoint: String
    /// `api_token`; nil also where it is no text.
    public let token: String?
    private let message: [UInt8]
    private let limits: WireLimits
    private let data: Range<Int>?
    private let options: Range<Int>?

    /// Reads the outer map of `message`. Keys other than `endpoint`, `data`, `api_token` and `options` are ignored.
    public init(_ message: [UInt8], limits: WireLimits = .init()) throws(WireError) {
        var reader = try MessagePackReader(message, limits: limits)
        var values: [String: Range<Int>] = [:]
        for _ in 0..<(try reader.mapCount(of: "a request")) {
            let key = try reader.key()
            guard values.updateValue(try reader.skip(), forKey: key) == nil else { throw .duplicateKey(key) }
        }
        try reader.end()
        func value(_ key: String) throws(WireError) -> WireValue? {
            guard let range = values[key] else { return nil }
            var reader = try MessagePackReader(message, in: range, limits: limits)
            return try reader.value()
        }
        endpoint = try value("endpoint")?.string("endpoint") ?? "get_action"
        if case .string(let text)? = try value("api_token") { token = text } else { token = nil }
        data = values["data"]
        options = values["options"]
        self.message = message
        self.limits = limits
    }

    /// Decodes what the endpoint needs of the rest.
    public func request() throws(WireError) -> IsaacRequest {
        let outer = try fields(options, "options")
        guard endpoint == "get_action" || endpoint == "reset" else {
            return IsaacRequest(dialect: nil, endpoint: endpoint, options: try RequestOptions(outer))
        }
        let data = try fields(data, "data")
        if endpoint == "reset" {
            let inner = data["options"] ?? .map(outer)
            return IsaacRequest(
                dialect: data.isEmpty ? nil : .n17, endpoint: endpoint, options: try RequestOptions(inner))
        }
        guard let inner = data["observation"] else {
            return IsaacRequest(
                dialect: .n15, endpoint: endpoint, observation: try WireObservation(data, limits: limits),
                options: try RequestOptions(outer))
        }
        let observation = try WireObservation(inner.fields("observation"), limits: limits)
        return IsaacRequest(
            dialect: observation.isNested ? .n17 : .n17Flat, endpoint: endpoint, observation: observation,
            options: try RequestOptions(data["options"] ?? .map(outer)))
    }

    /// A map of the message; empty where it is absent or null.
    private func fields(_ range: Range<Int>?, _ key: String) throws(WireError) -> [WireField] {
        guard let range else { return [] }
        var reader = try MessagePackReader(message, in: range, limits: limits)
        let value = try reader.value()
        return value == .null ? [] : try value.fields(key)
    }
}
