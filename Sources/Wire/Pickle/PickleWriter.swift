/// Appends operations of pickle protocol 4 to bytes. Keeps no memo of its own: callers number what they want again.
struct PickleWriter {
    private(set) var bytes: [UInt8]

    init(protocol version: UInt8 = 4) { bytes = [PickleOpcode.proto.rawValue, version] }

    mutating func append(_ opcode: PickleOpcode) { bytes.append(opcode.rawValue) }

    mutating func append(_ text: String) {
        append(.binUnicode)
        append(littleEndian: UInt32(text.utf8.count))
        bytes += text.utf8
    }

    mutating func append(_ value: Double) {
        append(.binFloat)
        withUnsafeBytes(of: value.bitPattern.bigEndian) { bytes += $0 }
    }

    mutating func append(_ value: Int) {
        if let small = Int32(exactly: value) {
            append(.binInt)
            append(littleEndian: small)
        } else {
            append(long: NDArray.bytes(of: value))
        }
    }

    /// An integer in two's complement, little-endian.
    mutating func append(long value: [UInt8]) {
        append(.long1)
        bytes.append(UInt8(value.count))
        bytes += value
    }

    mutating func append(bytes content: [UInt8]) {
        append(.binBytes)
        append(littleEndian: UInt32(content.count))
        bytes += content
    }

    /// A class or function.
    mutating func append(global name: String, of module: String) {
        append(.global)
        bytes += "\(module)\n\(name)\n".utf8
    }

    /// Remembers what is on top of the stack.
    mutating func remember(as number: UInt8) {
        append(.binPut)
        bytes.append(number)
    }

    mutating func append(remembered number: UInt8) {
        append(.binGet)
        bytes.append(number)
    }

    mutating func append(littleEndian bits: some FixedWidthInteger) { bytes += NDArray.bytes(of: bits) }
}
