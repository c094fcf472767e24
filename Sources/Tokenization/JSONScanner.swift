/// A strict reader of JSON (RFC 8259) that hands out members as it meets them. A vocabulary is one object of 151,643
/// members; building a tree of it costs half a second, this costs a few milliseconds. Unlike most readers it keeps
/// strings as bytes, so two spellings of one character stay two keys.
struct JSONScanner {
    let path: String
    private let bytes: [UInt8]
    private(set) var position = 0
    private var depth = 0
    /// Deeper files are refused, so that a hostile one cannot exhaust the stack.
    private static let maximumDepth = 64

    init(_ bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
    }

    func failure(_ reason: String) -> TokenizationError {
        .malformedFile(path: path, location: "byte \(position)", reason: reason)
    }

    /// Reads an object; `body` must read exactly the member's value. The key is UTF-8 with the escapes resolved.
    mutating func object(_ body: (inout JSONScanner, [UInt8]) throws -> Void) throws {
        try open(UInt8(ascii: "{"), "an object")
        var key: [UInt8] = []
        if take(UInt8(ascii: "}")) { return close() }
        repeat {
            try string(into: &key)
            guard take(UInt8(ascii: ":")) else { throw failure("expected ':' after a key") }
            try body(&self, key)
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw failure("expected ',' or '}' in an object") }
        close()
    }

    /// Reads an array; `body` must read exactly one element.
    mutating func array(_ body: (inout JSONScanner) throws -> Void) throws {
        try open(UInt8(ascii: "["), "an array")
        if take(UInt8(ascii: "]")) { return close() }
        repeat { try body(&self) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw failure("expected ',' or ']' in an array") }
        close()
    }

    /// Reads a string into `text`, replacing what it held.
    mutating func string(into text: inout [UInt8]) throws {
        text.removeAll(keepingCapacity: true)
        guard take(UInt8(ascii: "\"")) else { throw failure("expected a string") }
        var isASCII = true
        while true {
            guard position < bytes.count else { throw failure("the file ends inside a string") }
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard isASCII || String(validating: text, as: UTF8.self) != nil else {
                    throw failure("a string is not UTF-8")
                }
                return
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw failure("a control character in a string")
            default:
                isASCII = isASCII && byte < 0x80
                text.append(byte)
            }
        }
    }

    /// Reads a whole number that can be a token's id: 0 to ``Vocabulary/maximumID``.
    mutating func tokenID() throws -> Int {
        skipWhitespace()
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") { throw failure("a negative id") }
        let start = position
        var value = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            value = value * 10 + Int(bytes[position] - 0x30)
            guard value <= Vocabulary.maximumID else {
                throw failure("an id above \(Vocabulary.maximumID)")
            }
            position += 1
        }
        guard position > start else { throw failure("expected an id, a whole number") }
        guard position - start == 1 || bytes[start] != 0x30 else { throw failure("a number with a leading zero") }
        if position < bytes.count, [0x2E, 0x45, 0x65].contains(bytes[position]) {
            throw failure("expected an id, a whole number")
        }
        return value
    }

    /// Steps over any value and returns its bytes.
    @discardableResult
    mutating func value() throws -> ArraySlice<UInt8> {
        skipWhitespace()
        let start = position
        guard position < bytes.count else { throw failure("the file ends where a value should be") }
        switch bytes[position] {
        case UInt8(ascii: "{"): try object { scanner, _ in try scanner.value() }
        case UInt8(ascii: "["): try array { scanner in try scanner.value() }
        case UInt8(ascii: "\""):
            var text: [UInt8] = []
            try string(into: &text)
        default: try literal()
        }
        return bytes[start..<position]
    }

    /// Whether the next value is a string.
    mutating func isAtString() -> Bool {
        skipWhitespace()
        return position < bytes.count && bytes[position] == UInt8(ascii: "\"")
    }

    /// Nothing but white space may follow the value of the file.
    mutating func end() throws {
        skipWhitespace()
        guard position == bytes.count else { throw failure("text after the end of the JSON value") }
    }

    /// `true`, `false`, `null` or a number; what is neither is refused by its first character.
    private mutating func literal() throws {
        let start = position
        while position < bytes.count, Self.isLiteral(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard ["true", "false", "null"].contains(text) || Double(text) != nil && "-0123456789".contains(text.prefix(1))
        else {
            position = start
            throw failure("expected a value")
        }
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x41...0x5A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        guard position < bytes.count else { throw failure("the file ends inside a string") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code), position + 1 < bytes.count,
                bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw failure("half a surrogate pair in a string") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate pair in a string") }
            text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        default: throw failure("an unknown escape in a string")
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard position + 4 <= bytes.count,
            bytes[position..<position + 4].allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw failure("\\u needs four hexadecimal digits") }
        position += 4
        return value
    }

    private mutating func open(_ byte: UInt8, _ what: String) throws {
        guard take(byte) else { throw failure("expected \(what)") }
        depth += 1
        guard depth <= Self.maximumDepth else { throw failure("nested deeper than \(Self.maximumDepth)") }
    }

    private mutating func close() { depth -= 1 }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipWhitespace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }
}
