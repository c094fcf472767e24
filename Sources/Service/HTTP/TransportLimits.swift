import NIOCore
import Wire

/// What one peer may ask of a server that speaks HTTP, WebSocket or gRPC.
public struct TransportLimits: Sendable, Equatable {
    /// Open at once; one more is closed as it comes.
    public var connections = 512
    /// Of the request line and the headers of a request, in bytes.
    public var headerBytes = 16 << 10
    /// Of the body of a request, a WebSocket message, or what a gRPC call sends, in bytes.
    public var messageBytes = 64 << 20
    /// Of the messages of all HTTP or all gRPC connections together, until they are answered, in bytes.
    public var bufferedBytes = 256 << 20
    /// From the opening of a connection to the end of the first request's headers.
    public var headTime: Duration = .seconds(10)
    /// From the first byte of a message to its last.
    public var messageTime: Duration = .seconds(15)
    /// How long a connection may be silent between two requests.
    public var idleTime: Duration = .seconds(120)
    /// After this without a word a WebSocket or gRPC peer is asked for a sign of life; it has as long again to answer.
    public var pingTime: Duration = .seconds(30)
    /// How long a peer may leave bytes unread that were sent to it.
    public var unreadTime: Duration = .seconds(30)

    public init() {}

    /// As the options for all servers have them, and for the rest the defaults.
    public init(_ options: ServiceOptions) {
        connections = options.maxConnections
        messageTime = options.messageTime
        messageBytes = min(messageBytes, options.limits.bytes)
    }

    /// For the decoders of what comes in: a message holds no more than a connection brings.
    func wire(within limits: WireLimits) -> WireLimits {
        var limits = limits
        limits.bytes = min(limits.bytes, messageBytes)
        return limits
    }
}

extension Duration {
    /// For NIO's timers, which count nanoseconds in 64 bits: at most a century.
    var timeAmount: TimeAmount {
        let seconds = min(max(components.seconds, 0), 100 * 365 * 86_400)
        return .nanoseconds(seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000)
    }
}
