import Embodiment

/// What a message is made of, whatever packed it: MessagePack, JSON, pickle.
public indirect enum WireValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([WireValue])
    /// In the order of the message.
    case map([WireField])
    case array(NDArray)
    case modalityConfig(ModalityConfig)
}

/// One entry of a map. Keys that came as bytes are text here.
public struct WireField: Sendable, Equatable {
    public let key: String
    public let value: WireValue

    public init(_ key: String, _ value: WireValue) {
        self.key = key
        self.value = value
    }
}

/// What a message may cost before it is refused.
public struct WireLimits: Sendable, Equatable {
    /// Of a whole message.
    public var bytes = 256 << 20
    /// Maps and lists within each other.
    public var depth = 32
    /// Values in a message, array elements not counted.
    public var values = 100_000

    public init() {}
}
