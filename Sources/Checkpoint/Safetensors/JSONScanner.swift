/// Steps over JSON tokens in place (RFC 8259). Bounds are checked at every byte; nothing is allocated but the strings.
struct JSONScanner {
    private let bytes: UnsafeRawBufferPointer
    private let end: Int
    private var position: Int

    /// Scans bytes `range` of `bytes`. The memory must outlive the scanner.
    init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// Steps over white space and, if it is next, `character`.
    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        return follows(character)
    }

    /// Steps over `character` if it is the very next byte.
    private mutating func follows(_ character: Unicode.Scalar) -> Bool {
        guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(SafetensorsProblem) {
        guard accept(character) else { throw .notJSON(position: position, expected: "'\(character)'") }
    }

    /// Only white space may be left (the reference pads with spaces).
    mutating func expectEnd() throws(SafetensorsProblem) {
        skipSpace()
        guard position == end else { throw .notJSON(position: position, expected: "the end of the header") }
    }

    /// A whole number from 0 to `Int.max`, digits only: offsets and dimensions are exact or an error.
    mutating func natural() throws(SafetensorsProblem) -> Int {
        skipSpace()
        let start = position
        var value = 0
        while position < end, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
            let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooLargeToo) = tens.addingReportingOverflow(Int(digit))
            guard !tooLarge, !tooLargeToo else {
                throw .notJSON(position: start, expected: "a whole number of at most \(Int.max)")
            }
            value = sum
            position += 1
        }
        let digits = position - start
        guard digits == 1 || (digits > 1 && bytes[start] != UInt8(ascii: "0")) else {
            throw .notJSON(position: start, expected: "a whole number, not negative")
        }
        return value
    }

    mutating func string() throws(SafetensorsProblem) -> String {
        try expect("\"")
        let start = position
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = try utf8(start..<position)
                position += 1
                return text
            case UInt8(ascii: "\\"): return try stringWithEscapes(from: start)
            case 0..<0x20: throw .notJSON(position: position, expected: "no control character in a string")
            default: position += 1
            }
        }
        throw .notJSON(position: position, expected: "'\"' at the end of a string")
    }

    /// The rare string with a backslash, from `start` (after its quote).
    private mutating func stringWithEscapes(from start: Int) throws(SafetensorsProblem) -> String {
        var text = ""
        var plain = start
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                text += try utf8(plain..<position)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                text += try utf8(plain..<position)
                text.unicodeScalars.append(try escape())
                plain = position
            case 0..<0x20: throw .notJSON(position: position, expected: "no control character in a string")
            default: position += 1
            }
        }
        throw .notJSON(position: position, expected: "'\"' at the end of a string")
    }

    private mutating func escape() throws(SafetensorsProblem) -> Unicode.Scalar {
        let start = position
        guard position + 1 < end else { throw .notJSON(position: position, expected: "an escape") }
        let letter = bytes[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try fourHexDigits()
            if let scalar = Unicode.Scalar(first) { return scalar }
            // Past the 16-bit plane: a high surrogate, then a low one.
            guard (0xD800..<0xDC00).contains(first), follows("\\"), follows("u"),
                case let second = try fourHexDigits(), (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
            else { throw .notJSON(position: start, expected: "a pair of surrogates") }
            return scalar
        default: throw .notJSON(position: start, expected: "an escape of JSON")
        }
    }

    private mutating func fourHexDigits() throws(SafetensorsProblem) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < end, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw .notJSON(position: position, expected: "four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private func utf8(_ range: Range<Int>) throws(SafetensorsProblem) -> String {
        guard let text = String(validating: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self) else {
            throw .notUTF8(position: range.lowerBound)
        }
        return text
    }

    private mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}
