/// How vocabulary files spell bytes: each of the 256 bytes is one printable character, so that a token is a word without
/// spaces. Printable Latin-1 stands for itself, the other 68 bytes are U+0100 onwards in order (a space is `Ġ`, a newline
/// `Ċ`). The table is GPT-2's `bytes_to_unicode`.
enum ByteAlphabet {
    /// The code point that stands for a byte.
    static let codePoints: [UInt32] = {
        var next: UInt32 = 0x100
        return (0..<256).map { byte in
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return UInt32(byte)
            default:
                defer { next += 1 }
                return next
            }
        }
    }()

    /// The byte that a code point below 0x144 stands for, or -1.
    private static let bytes: [Int16] = {
        var table = [Int16](repeating: -1, count: 0x144)
        for (byte, codePoint) in codePoints.enumerated() { table[Int(codePoint)] = Int16(byte) }
        return table
    }()

    /// Appends the bytes that a token of a file stands for. False if a character stands for no byte.
    /// - Parameter spelling: the token in valid UTF-8.
    static func append(_ spelling: some Sequence<UInt8>, to result: inout [UInt8]) -> Bool {
        let table = bytes
        var pending = 0
        for unit in spelling {
            let codePoint: Int
            switch unit {
            // The alphabet ends at U+0143: one byte, or a lead byte 0xC2...0xC5 and one more.
            case 0..<0x80 where pending == 0: codePoint = Int(unit)
            case 0xC2...0xC5 where pending == 0:
                pending = Int(unit & 0x1F) << 6
                continue
            case 0x80..<0xC0 where pending != 0:
                codePoint = pending | Int(unit & 0x3F)
                pending = 0
            default: return false
            }
            guard codePoint < table.count, table[codePoint] >= 0 else { return false }
            result.append(UInt8(truncatingIfNeeded: table[codePoint]))
        }
        return pending == 0
    }

    /// How files spell these bytes.
    static func spelling(of bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            guard let scalar = Unicode.Scalar(codePoints[Int(byte)]) else { continue }
            text.append(scalar)
        }
        return String(text)
    }
}
