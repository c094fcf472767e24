import NIOCore
import NIOWebSocket

/// Joins the frames of a message.
struct WebSocketFragments {
    /// Of a whole message, in bytes.
    let limit: Int
    private var opcode: WebSocketOpcode?
    private var bytes: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    /// Whether a message has begun and not ended.
    var isWithinMessage: Bool { opcode != nil }

    /// Takes a data frame in; the message where this was its last. Throws ``WebSocketFault``.
    mutating func add(_ frame: WebSocketFrame) throws(WebSocketFault) -> WebSocketMessage? {
        guard let mask = frame.maskKey else { throw .notMasked }
        guard bytes.count + frame.data.readableBytes <= limit else { throw .tooLarge }
        switch (frame.opcode, opcode) {
        case (.text, nil), (.binary, nil): opcode = frame.opcode
        // Empty parts cost nothing to send and would go on for ever.
        case (.continuation, .some) where frame.fin || frame.data.readableBytes > 0: break
        default: throw .badFragment
        }
        append(frame.data, mask)
        guard frame.fin, let kind = opcode else { return nil }
        let message = kind == .text ? WebSocketMessage.text(bytes) : .binary(bytes)
        opcode = nil
        bytes = []
        return message
    }

    /// Appends `data`, unmasked: byte i is xor-ed with byte i mod 4 of the mask (RFC 6455, 5.3).
    private mutating func append(_ data: ByteBuffer, _ mask: WebSocketMaskingKey) {
        let start = bytes.count
        bytes.append(contentsOf: data.readableBytesView)
        let (m0, m1, m2, m3) = (mask[0], mask[1], mask[2], mask[3])
        bytes.withUnsafeMutableBufferPointer { all in
            let part = all[start...]
            var index = part.startIndex
            while index + 4 <= part.endIndex {
                all[index] ^= m0
                all[index + 1] ^= m1
                all[index + 2] ^= m2
                all[index + 3] ^= m3
                index += 4
            }
            for (offset, byte) in [m0, m1, m2].enumerated() where index + offset < part.endIndex {
                all[index + offset] ^= byte
            }
        }
    }
}
