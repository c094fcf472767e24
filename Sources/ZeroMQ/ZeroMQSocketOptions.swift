import CZeroMQ

/// How a socket behaves; fixed when it is made.
public struct ZeroMQSocketOptions: Sendable {
    /// A peer that announces a longer part is disconnected before it is read. Nil: no limit.
    public var maxMessageBytes: Int?
    /// Messages that wait to be sent, per peer. A router drops what goes beyond, others block.
    public var sendQueue = 64
    /// Messages that have come and wait to be received, per peer. Beyond that the peer's sending blocks.
    public var receiveQueue = 64
    /// How long unsent messages keep the context alive after the socket is closed.
    public var linger: Duration = .zero
    /// Whether names may stand for IPv6 addresses.
    public var usesIPv6 = false

    public init() {}

    /// What libzmq is told, option and value. A dead peer is noticed after two minutes.
    var settings: [(option: Int32, value: Int32)] {
        [
            (ZMQ_SNDHWM, Int32(clamping: sendQueue)), (ZMQ_RCVHWM, Int32(clamping: receiveQueue)),
            (ZMQ_LINGER, linger.wholeMilliseconds), (ZMQ_IPV6, usesIPv6 ? 1 : 0),
            (ZMQ_TCP_KEEPALIVE, 1), (ZMQ_TCP_KEEPALIVE_IDLE, 60), (ZMQ_TCP_KEEPALIVE_INTVL, 15),
            (ZMQ_TCP_KEEPALIVE_CNT, 4),
        ]
    }
}

extension Duration {
    /// Rounded up, so that a wait never ends early; negative durations are none.
    var wholeMilliseconds: Int32 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        guard seconds < Int64(Int32.max) / 1000 - 1 else { return Int32.max }
        return Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
