/// A position in a message that never leaves it.
struct ByteReader {
    /// What errors call the message.
    let format: String
    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int

    init(_ bytes: [UInt8], format: String) {
        self.init(bytes, in: 0..<bytes.count, format: format)
    }

    /// - Precondition: `range` lies within `bytes`.
    init(_ bytes: [UInt8], in range: Range<Int>, format: String) {
        precondition(range.upperBound <= bytes.count)
        self.format = format
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var remaining: Int { end - position }

    func failure(_ reason: String, at offset: Int? = nil) -> WireError {
        .malformed(format: format, offset: offset ?? position, reason: reason)
    }

    /// The next byte, which stays.
    var next: UInt8? { position < end ? bytes[position] : nil }

    /// Steps over the byte that ``next`` showed; stays at the end.
    mutating func advance() { position = min(position + 1, end) }

    mutating func byte() throws(WireError) -> UInt8 {
        guard position < end else {
            throw .cutOff(format: format, offset: position, needs: 1, has: 0)
        }
        defer { position += 1 }
        return bytes[position]
    }

    /// Where the next `count` bytes are; `count` may be anything that a message claims.
    mutating func take(_ count: Int) throws(WireError) -> Range<Int> {
        guard count >= 0, count <= remaining else {
            throw .cutOff(format: format, offset: position, needs: count, has: remaining)
        }
        defer { position += count }
        return position..<position + count
    }

    mutating func bigEndian(_ count: Int) throws(WireError) -> UInt64 {
        try take(count).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }

    mutating func littleEndian(_ count: Int) throws(WireError) -> UInt64 {
        try take(count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }

    /// A length of a message: refused where it cannot be that of anything.
    func length(_ value: UInt64) throws(WireError) -> Int {
        guard let length = Int(exactly: value) else {
            throw .cutOff(format: format, offset: position, needs: .max, has: remaining)
        }
        return length
    }

    func text(_ range: Range<Int>) throws(WireError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw failure("a text that is not UTF-8", at: range.lowerBound)
        }
        return text
    }
}
