import CParquet

extension ArrowSchema {
    var nameText: String { name.map { String(cString: $0) } ?? "" }
    var formatText: String { format.map { String(cString: $0) } ?? "" }

    /// The fields of a structure, the one field of a list.
    var childSchemas: [ArrowSchema] {
        (0..<Int(n_children)).compactMap { children?[$0]?.pointee }
    }

    /// The type as text, from the format strings of the C Data Interface. A dictionary-encoded field reads as its values do.
    var typeText: String {
        if let values = dictionary { return values.pointee.typeText }
        let format = formatText
        if let text = scalarNames[format] { return text }
        let children = childSchemas
        switch format {
        case "+l", "+L": return "list<\(children.first?.typeText ?? "")>"
        case "+s": return "struct<\(children.map { "\($0.nameText): \($0.typeText)" }.joined(separator: ", "))>"
        case "+m": return "map"
        case _ where format.hasPrefix("+w:"):
            return "fixed_size_list<\(children.first?.typeText ?? "")>[\(format.dropFirst(3))]"
        case _ where format.hasPrefix("w:"): return "fixed_size_binary[\(format.dropFirst(2))]"
        case _ where format.hasPrefix("d:"): return "decimal(\(format.dropFirst(2)))"
        case _ where format.hasPrefix("ts"): return "timestamp"
        case _ where format.hasPrefix("td"): return "date"
        case _ where format.hasPrefix("tt"): return "time"
        case _ where format.hasPrefix("tD"): return "duration"
        default: return "Arrow type '\(format)'"
        }
    }

    /// The key-value metadata: an int32 count, then for each pair the lengths (int32) and bytes of key and value.
    var metadataPairs: [String: String] {
        guard let metadata else { return [:] }
        var position = UnsafeRawPointer(metadata)
        func integer() -> Int {
            defer { position += 4 }
            return Int(position.loadUnaligned(as: Int32.self))
        }
        func text() -> String {
            let count = integer()
            defer { position += count }
            return String(decoding: UnsafeRawBufferPointer(start: position, count: count), as: UTF8.self)
        }
        var pairs: [String: String] = [:]
        for _ in 0..<integer() {
            let key = text()
            pairs[key] = text()
        }
        return pairs
    }
}

private let scalarNames = [
    "n": "null", "b": "bool", "c": "int8", "C": "uint8", "s": "int16", "S": "uint16", "i": "int32", "I": "uint32",
    "l": "int64", "L": "uint64", "e": "halffloat", "f": "float", "g": "double", "z": "binary", "Z": "large_binary",
    "u": "string", "U": "large_string", "vz": "binary_view", "vu": "string_view",
]
