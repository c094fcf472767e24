/// Base64 (RFC 4648, section 4), padded. A request may hold megabytes of it.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// Six bits per character; 64 marks what is none.
    private static let values: [UInt8] = {
        var values = Array<UInt8>(repeating: 64, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = alphabet
        let count = (bytes.count + 2) / 3 * 4
        return Array(unsafeUninitializedCapacity: count) { text, initialized in
            func put(_ bits: UInt32, at index: Int) {
                for offset in 0..<4 { text[index + offset] = alphabet[Int(bits >> UInt32(18 - 6 * offset) & 63)] }
            }
            let whole = bytes.count / 3
            for group in 0..<whole {
                let index = group * 3
                put(
                    UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]), at: group * 4
                )
            }
            switch bytes.count % 3 {
            case 1:
                put(UInt32(bytes[bytes.count - 1]) << 16, at: count - 4)
                (text[count - 2], text[count - 1]) = (padding, padding)
            case 2:
                put(UInt32(bytes[bytes.count - 2]) << 16 | UInt32(bytes[bytes.count - 1]) << 8, at: count - 4)
                text[count - 1] = padding
            default: break
            }
            initialized = count
        }
    }

    /// nil where `text` is anything else: another alphabet, white space, missing padding, stray bits.
    static func decode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8 { decode($0) }
    }

    private static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard let last = text.last else { return [] }
        let padded = last != padding ? 0 : text[text.count - 2] != padding ? 1 : 2
        let values = values
        // Has a bit above the sixth if any value had: one test at the end finds a wrong character.
        var seen: UInt8 = 0
        func bits(at index: Int, characters: Int) -> UInt32 {
            var bits: UInt32 = 0
            for offset in 0..<characters {
                let value = values[Int(text[index + offset])]
                seen |= value
                bits |= UInt32(value) << UInt32(18 - 6 * offset)
            }
            return bits
        }
        var tail: UInt32 = 0
        let count = text.count / 4 * 3 - padded
        let bytes = Array<UInt8>(unsafeUninitializedCapacity: count + padded) { bytes, initialized in
            let whole = text.count / 4 - (padded > 0 ? 1 : 0)
            for group in 0..<whole {
                let bits = bits(at: group * 4, characters: 4)
                bytes[group * 3] = UInt8(truncatingIfNeeded: bits >> 16)
                bytes[group * 3 + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                bytes[group * 3 + 2] = UInt8(truncatingIfNeeded: bits)
            }
            if padded > 0 {
                tail = bits(at: text.count - 4, characters: 4 - padded)
                bytes[whole * 3] = UInt8(truncatingIfNeeded: tail >> 16)
                if padded == 1 { bytes[whole * 3 + 1] = UInt8(truncatingIfNeeded: tail >> 8) }
                tail &= padded == 1 ? 0xFF : 0xFFFF
            }
            initialized = count
        }
        return seen < 64 && tail == 0 ? bytes : nil
    }
}
