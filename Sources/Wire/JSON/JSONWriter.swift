/// Appends values to a JSON text without white space.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ value: WireValue) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .int(let value): bytes += String(value).utf8
        case .double(let value): bytes += (value.isFinite ? "\(value)" : "null").utf8
        case .string(let text): append(text)
        case .bytes(let content): appendBase64(content)
        case .list(let items): appendJoined(items, "[", "]") { $0.append($1) }
        case .map(let fields):
            appendJoined(fields, "{", "}") { writer, field in
                writer.append(field.key)
                writer.bytes.append(UInt8(ascii: ":"))
                writer.append(field.value)
            }
        case .array(let array):
            bytes += "{\"__numpy__\":".utf8
            appendBase64(array.bytes)
            bytes += ",\"dtype\":\"\(array.dtype.descriptor)\",\"shape\":".utf8
            append(.list(array.shape.map(WireValue.int)))
            bytes.append(UInt8(ascii: "}"))
        case .modalityConfig(let config): append(.map(config.fields))
        }
    }

    private mutating func appendJoined<Item>(
        _ items: [Item], _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter, Item) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            body(&self, item)
        }
        bytes.append(UInt8(ascii: close))
    }

    private mutating func appendBase64(_ content: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        bytes += Base64.encode(content)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case 0x08: bytes += "\\b".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20: bytes += ("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
