/// What a client may add to a request beside the observation. The reference knows none of it and ignores it.
public struct RequestOptions: Sendable, Equatable {
    /// Standard normal numbers to start from, [B, horizon, actionDim] in a row.
    public var noise: [Float]?
    /// Steps of the chunk before that had been executed when the observation was taken.
    public var executedSteps: Int?
    /// Names the client, where one connection serves several.
    public var session: String?
    /// Whether the reply shall say how long each stage took.
    public var timing: Bool

    public init(noise: [Float]? = nil, executedSteps: Int? = nil, session: String? = nil, timing: Bool = false) {
        self.noise = noise
        self.executedSteps = executedSteps
        self.session = session
        self.timing = timing
    }

    /// Numbers of noise in one request, and characters of a session's name.
    private static let (maximumNoise, maximumSession) = (1 << 22, 256)

    /// Reads the keys `noise`, `executed_steps`, `session` and `timing`; others are ignored, null is the same as absent.
    public init(_ fields: [WireField]) throws(WireError) {
        self.init()
        for field in fields where field.value != .null {
            switch field.key {
            case "noise": noise = try Self.noise(field.value)
            case "executed_steps":
                let steps = try field.value.int(field.key)
                guard steps >= 0 else {
                    throw .wrongType(key: field.key, expected: "0 or more", found: "\(steps)")
                }
                executedSteps = steps
            case "session":
                let name = try field.value.string(field.key)
                guard (1...Self.maximumSession).contains(name.utf8.count) else {
                    throw .wrongType(
                        key: field.key, expected: "a text of 1 to \(Self.maximumSession) bytes",
                        found: "one of \(name.utf8.count)")
                }
                session = name
            case "timing": timing = try field.value.bool(field.key)
            default: continue
            }
        }
    }

    /// The same of a map, or of nothing.
    init(_ value: WireValue?) throws(WireError) {
        switch value {
        case nil, .null?: self.init()
        case let value?: try self.init(value.fields("options"))
        }
    }

    /// The same as a map for a request; what is nil or false is left out.
    public var fields: [WireField] {
        var fields: [WireField] = []
        if let noise {
            fields.append(
                WireField("noise", .array(NDArray(float32: noise.lazy.map(Double.init), shape: [noise.count]))))
        }
        if let executedSteps { fields.append(WireField("executed_steps", .int(executedSteps))) }
        if let session { fields.append(WireField("session", .string(session))) }
        if timing { fields.append(WireField("timing", .bool(true))) }
        return fields
    }

    private static func noise(_ value: WireValue) throws(WireError) -> [Float] {
        guard let numbers = try Numbers(value, key: "noise", limit: maximumNoise) else {
            throw .wrongType(key: "noise", expected: "an array of numbers", found: value.kind)
        }
        guard numbers.values.allSatisfy(\.isFinite) else {
            throw .wrongType(key: "noise", expected: "finite numbers", found: "NaN or infinity")
        }
        return numbers.values.map(Float.init)
    }
}
