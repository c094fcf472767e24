import NIOCore

/// Cuts what a gRPC call sends into messages: each is a flag byte, a length in 4 bytes, big-endian, and so many bytes.
struct GRPCMessages {
    /// Of one call. LeRobot's client cuts a payload into parts of 2 MiB.
    static let maxCount = 4096

    /// Of all messages of a call, in bytes.
    let limit: Int
    private(set) var whole: [[UInt8]] = []
    private var partial = ByteBuffer()
    private var length = 0

    init(limit: Int) { self.limit = limit }

    /// Whether the call ended between two messages.
    var isComplete: Bool { partial.readableBytes == 0 }

    /// Takes in what came. Throws ``GRPCStatus`` for compressed messages and for too many bytes.
    mutating func append(_ bytes: ByteBuffer) throws(GRPCStatus) {
        length += bytes.readableBytes
        guard length <= limit else { throw tooLarge }
        partial.writeImmutableBuffer(bytes)
        while let header = partial.getBytes(at: partial.readerIndex, length: 5) {
            guard header[0] == 0 else {
                throw GRPCStatus(.unimplemented, "compressed messages are not supported: send them as they are")
            }
            let count = header.dropFirst().reduce(0) { $0 << 8 | Int($1) }
            guard count <= limit, whole.count < Self.maxCount else { throw tooLarge }
            guard partial.readableBytes >= 5 + count else { break }
            partial.moveReaderIndex(forwardBy: 5)
            whole.append(partial.readBytes(length: count) ?? [])
        }
        partial.discardReadBytes()
    }

    /// `message` as it goes over the wire.
    static func frame(_ message: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeInteger(UInt8(0))
        buffer.writeInteger(UInt32(message.count))
        buffer.writeBytes(message)
        return buffer
    }

    private var tooLarge: GRPCStatus {
        GRPCStatus(
            .resourceExhausted,
            "the call sends more than the \(limit) bytes in \(Self.maxCount) messages that are allowed")
    }
}
