/// A message in the wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding), field by field.
struct ProtobufMessage {
    private(set) var bytes: [UInt8] = []

    init(_ fill: (inout ProtobufMessage) -> Void) { fill(&self) }

    /// int32, int64, bool and enumerations; a negative number takes ten bytes, as the format has it.
    mutating func integer(_ field: Int, _ value: Int) {
        key(field, wire: 0)
        variable(UInt64(bitPattern: Int64(value)))
    }

    mutating func double(_ field: Int, _ value: Double) {
        key(field, wire: 1)
        bytes += value.bitPattern.littleEndianBytes
    }

    mutating func float(_ field: Int, _ value: Float) {
        key(field, wire: 5)
        bytes += value.bitPattern.littleEndianBytes
    }

    mutating func text(_ field: Int, _ value: String) { delimited(field, Array(value.utf8)) }

    mutating func message(_ field: Int, _ fill: (inout ProtobufMessage) -> Void) {
        delimited(field, ProtobufMessage(fill).bytes)
    }

    private mutating func delimited(_ field: Int, _ content: [UInt8]) {
        key(field, wire: 2)
        variable(UInt64(content.count))
        bytes += content
    }

    private mutating func key(_ field: Int, wire: Int) { variable(UInt64(field << 3 | wire)) }

    private mutating func variable(_ value: UInt64) {
        var rest = value
        while rest > 127 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
