/// What commands and answers have in common on the wire: `FF FF id length code parameters… checksum`, protocol 0.
package struct PacketFrame: Equatable {
    package let id: UInt8
    /// The instruction of a command, the error bits of an answer.
    package let code: UInt8
    package let parameters: [UInt8]

    /// Bytes of a whole packet.
    package static let maximumLength = 250

    /// - Precondition: the packet has at most ``maximumLength`` bytes.
    package init(id: UInt8, code: UInt8, parameters: [UInt8]) {
        precondition(parameters.count + 6 <= PacketFrame.maximumLength, "\(parameters.count) parameters")
        self.id = id
        self.code = code
        self.parameters = parameters
    }

    package var bytes: [UInt8] {
        let body = [id, UInt8(parameters.count + 2), code] + parameters
        return [0xFF, 0xFF] + body + [PacketFrame.checksum(body)]
    }

    /// The inverted low byte of the sum over everything between `FF FF` and the checksum.
    package static func checksum(_ body: some Sequence<UInt8>) -> UInt8 { ~body.reduce(0, &+) }
}

/// Finds packets in what arrives on the wire, which may begin with noise.
package struct PacketScanner {
    private var pending: [UInt8] = []

    package init() {}

    package enum Outcome: Equatable {
        case frame(PacketFrame)
        /// All of a packet is there but its checksum or its length is wrong.
        case damaged
        case needsMore
    }

    package mutating func append(_ bytes: [UInt8]) { pending += bytes }

    /// The next packet; after a damaged one the search goes on behind its header.
    package mutating func next() -> Outcome {
        let start = pending.indices.first { index in
            pending[index] == 0xFF && (index + 1 >= pending.count || pending[index + 1] == 0xFF)
                // A third FF is noise before the header: no servo has this number.
                && (index + 2 >= pending.count || pending[index + 2] != 0xFF)
        }
        pending.removeFirst(start ?? pending.count)
        guard pending.count >= 4 else { return .needsMore }
        let length = Int(pending[3])
        guard length >= 2, length + 4 <= PacketFrame.maximumLength else { return skipHeader() }
        guard pending.count >= length + 4 else { return .needsMore }
        guard PacketFrame.checksum(pending[2..<length + 3]) == pending[length + 3] else { return skipHeader() }
        let frame = PacketFrame(id: pending[2], code: pending[4], parameters: Array(pending[5..<length + 3]))
        pending.removeFirst(length + 4)
        return .frame(frame)
    }

    private mutating func skipHeader() -> Outcome {
        pending.removeFirst(2)
        return .damaged
    }
}
