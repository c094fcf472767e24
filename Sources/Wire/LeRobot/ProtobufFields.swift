/// The fields of a protobuf message (protobuf.dev/programming-guides/encoding); of one that is repeated the last.
struct ProtobufFields {
    private(set) var integers: [Int: UInt64] = [:]
    /// Where texts, bytes and messages are.
    private(set) var contents: [Int: Range<Int>] = [:]

    init(_ message: [UInt8]) throws(WireError) {
        var reader = ByteReader(message, format: "protobuf")
        while reader.remaining > 0 {
            let start = reader.position
            let key = try Self.variable(&reader)
            let field = Int(key >> 3)
            guard (1..<1 << 29).contains(field) else { throw reader.failure("a field of number \(field)", at: start) }
            switch key & 7 {
            case 0: integers[field] = try Self.variable(&reader)
            case 1: _ = try reader.take(8)
            case 2: contents[field] = try reader.take(try reader.length(try Self.variable(&reader)))
            case 5: _ = try reader.take(4)
            default: throw reader.failure("a field of wire type \(key & 7)", at: start)
            }
        }
    }

    /// Bytes as a field; nothing where there are none, as proto3 has it.
    static func content(field: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        var message: [UInt8] = []
        message.reserveCapacity(bytes.count + 11)
        message.append(field << 3 | 2)
        var rest = bytes.count
        while rest > 127 {
            message.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        message.append(UInt8(rest))
        return message + bytes
    }

    /// Seven bits a byte, least first, in ten bytes at most.
    private static func variable(_ reader: inout ByteReader) throws(WireError) -> UInt64 {
        let start = reader.position
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let byte = try reader.byte()
            guard shift < 63 || byte < 2 else { break }
            value |= UInt64(byte & 127) << shift
            if byte < 128 { return value }
        }
        throw reader.failure("a number of more than 64 bits", at: start)
    }
}
