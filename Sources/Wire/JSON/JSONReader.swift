/// Builds values of JSON (RFC 8259) within limits.
struct JSONReader {
    static let format = "JSON"
    private var reader: ByteReader
    private let limits: WireLimits
    private var values = 0

    /// Throws where `text` is more than the limits allow.
    init(_ text: [UInt8], limits: WireLimits) throws(WireError) {
        guard text.count <= limits.bytes else {
            throw .tooLarge(what: "the JSON text", size: text.count, limit: limits.bytes)
        }
        reader = ByteReader(text, format: Self.format)
        self.limits = limits
    }

    /// Reads the value; nothing but white space may follow.
    mutating func document() throws(WireError) -> WireValue {
        let value = try value(depth: 0)
        skipWhiteSpace()
        guard reader.remaining == 0 else { throw reader.failure("text after the end of the value") }
        return value
    }

    private mutating func value(depth: Int) throws(WireError) -> WireValue {
        values += 1
        guard values <= limits.values else { throw .tooManyValues(format: Self.format, limit: limits.values) }
        skipWhiteSpace()
        switch reader.next {
        case UInt8(ascii: "{"): return try object(depth: try deeper(depth))
        case UInt8(ascii: "["): return try array(depth: try deeper(depth))
        case UInt8(ascii: "\""): return .string(try string())
        default: return try literal()
        }
    }

    private func deeper(_ depth: Int) throws(WireError) -> Int {
        guard depth < limits.depth else { throw .tooDeep(format: Self.format, limit: limits.depth) }
        return depth + 1
    }

    private mutating func object(depth: Int) throws(WireError) -> WireValue {
        var fields: [WireField] = []
        try expect("{")
        guard !accept("}") else { return .map([]) }
        repeat {
            skipWhiteSpace()
            let key = try string()
            try expect(":")
            fields.append(WireField(key, try value(depth: depth)))
        } while accept(",")
        try expect("}")
        try fields.requireUniqueKeys()
        return try JSONNumpy.special(fields) ?? .map(fields)
    }

    private mutating func array(depth: Int) throws(WireError) -> WireValue {
        var items: [WireValue] = []
        try expect("[")
        guard !accept("]") else { return .list([]) }
        repeat { items.append(try value(depth: depth)) } while accept(",")
        try expect("]")
        return .list(items)
    }

    private mutating func string() throws(WireError) -> String {
        guard reader.next == UInt8(ascii: "\"") else { throw reader.failure("expected a text in quotes") }
        reader.advance()
        let start = reader.position
        // Pictures come as texts of a megabyte without a single escape.
        let length = reader.bytes[start..<reader.end].prefix { $0 != 0x22 && $0 != 0x5C && $0 >= 0x20 }.count
        var text = try reader.text(try reader.take(length))
        while true {
            let byte = try reader.byte()
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"): text.unicodeScalars.append(try escape())
            case 0..<0x20: throw reader.failure("a control character in a text", at: reader.position - 1)
            default:
                let start = reader.position - 1
                while let next = reader.next, next != 0x22, next != 0x5C, next >= 0x20 { reader.advance() }
                text += try reader.text(start..<reader.position)
            }
        }
    }

    private mutating func escape() throws(WireError) -> Unicode.Scalar {
        let byte = try reader.byte()
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code) {
                guard try reader.byte() == UInt8(ascii: "\\"), try reader.byte() == UInt8(ascii: "u") else {
                    throw reader.failure("half a surrogate pair in a text")
                }
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw reader.failure("half a surrogate pair in a text") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw reader.failure("half a surrogate pair in a text") }
            return scalar
        default: throw reader.failure("an unknown escape in a text", at: reader.position - 1)
        }
    }

    private mutating func hexadecimal() throws(WireError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try reader.byte()
            guard byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw reader.failure("\\u needs four hexadecimal digits", at: reader.position - 1)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private mutating func literal() throws(WireError) -> WireValue {
        let start = reader.position
        while let next = reader.next, next.isLiteral { reader.advance() }
        let text = try reader.text(start..<reader.position)
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default:
            guard let value = JSONNumber.value(of: text) else {
                throw reader.failure(text.isEmpty ? "expected a value" : "'\(text.prefix(40))' is no value", at: start)
            }
            return value
        }
    }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        skipWhiteSpace()
        guard reader.next == UInt8(ascii: character) else { return false }
        reader.advance()
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(WireError) {
        guard accept(character) else { throw reader.failure("expected '\(character)'") }
    }

    private mutating func skipWhiteSpace() {
        while let next = reader.next, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 {
            reader.advance()
        }
    }
}

extension UInt8 {
    /// Of numbers, true, false and null.
    fileprivate var isLiteral: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }
}
