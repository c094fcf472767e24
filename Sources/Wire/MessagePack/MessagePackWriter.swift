/// Appends values to a message in MessagePack's shortest forms.
struct MessagePackWriter {
    private(set) var bytes: [UInt8] = []
    private let arrays: ArrayForm

    /// - Parameter capacity: bytes that the message will have, roughly; a picture is then not moved while it grows.
    init(arrays: ArrayForm, capacity: Int) {
        self.arrays = arrays
        bytes.reserveCapacity(capacity)
    }

    mutating func append(_ value: WireValue) {
        switch value {
        case .null: bytes.append(0xC0)
        case .bool(let value): bytes.append(value ? 0xC3 : 0xC2)
        case .int(let value): append(value)
        case .double(let value): append(0xCB, value.bitPattern)
        case .string(let text): append(text)
        case .bytes(let content):
            appendBytesHead(content.count)
            bytes += content
        case .list(let items):
            appendHead(items.count, short: 0x90, below: 16, 0xDC)
            items.forEach { append($0) }
        case .map(let fields):
            appendHead(fields.count, short: 0x80, below: 16, 0xDE)
            for field in fields {
                append(field.key)
                append(field.value)
            }
        case .array(let array): append(array)
        case .modalityConfig(let config):
            switch arrays {
            case .npy:
                append(
                    .map([
                        WireField("__ModalityConfig_class__", .bool(true)), WireField("as_json", .string(config.json)),
                    ]))
            case .openPI: append(.map(config.fields))
            }
        }
    }

    private mutating func append(_ array: NDArray) {
        switch arrays {
        case .npy:
            let header = NpyFile.header(of: array)
            bytes.append(0x82)
            append("__ndarray_class__")
            bytes.append(0xC3)
            append("as_npy")
            appendBytesHead(header.count + array.bytes.count)
            bytes += header
            bytes += array.bytes
        case .openPI:
            bytes.append(0x84)
            append(.bytes(Array("__ndarray__".utf8)))
            bytes.append(0xC3)
            append(.bytes(Array("data".utf8)))
            append(.bytes(array.bytes))
            append(.bytes(Array("dtype".utf8)))
            append(array.dtype.descriptor)
            append(.bytes(Array("shape".utf8)))
            append(.list(array.shape.map(WireValue.int)))
        }
    }

    private mutating func append(_ value: Int) {
        switch value {
        case 0..<128: bytes.append(UInt8(value))
        case -32..<0: bytes.append(UInt8(bitPattern: Int8(value)))
        case 0...0xFF: append(0xCC, UInt8(value))
        case 0...0xFFFF: append(0xCD, UInt16(value))
        case 0...0xFFFF_FFFF: append(0xCE, UInt32(value))
        case 0...: append(0xCF, UInt64(value))
        case -0x80..<0: append(0xD0, UInt8(truncatingIfNeeded: value))
        case -0x8000..<0: append(0xD1, UInt16(truncatingIfNeeded: value))
        case -0x8000_0000..<0: append(0xD2, UInt32(truncatingIfNeeded: value))
        default: append(0xD3, UInt64(bitPattern: Int64(value)))
        }
    }

    private mutating func append(_ text: String) {
        let count = text.utf8.count
        if count >= 32, count < 256 {
            append(0xD9, UInt8(count))
        } else {
            appendHead(count, short: 0xA0, below: 32, 0xDA)
        }
        bytes += text.utf8
    }

    private mutating func appendBytesHead(_ count: Int) {
        switch count {
        case 0...0xFF: append(0xC4, UInt8(count))
        case 0...0xFFFF: append(0xC5, UInt16(count))
        default: append(0xC6, UInt32(count))
        }
    }

    /// A count in the marker itself, or in 16 bits after `marker`, or in 32 after the next one.
    private mutating func appendHead(_ count: Int, short: UInt8, below: Int, _ marker: UInt8) {
        switch count {
        case 0..<below: bytes.append(short | UInt8(count))
        case 0...0xFFFF: append(marker, UInt16(count))
        default: append(marker + 1, UInt32(count))
        }
    }

    private mutating func append(_ marker: UInt8, _ bits: some FixedWidthInteger) {
        bytes.append(marker)
        withUnsafeBytes(of: bits.bigEndian) { bytes += $0 }
    }
}
