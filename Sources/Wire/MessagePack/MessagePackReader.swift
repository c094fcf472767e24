import Embodiment

/// Builds values of MessagePack within limits.
struct MessagePackReader {
    static let format = "MessagePack"
    private(set) var reader: ByteReader
    private let limits: WireLimits
    private var values = 0

    /// Throws where `bytes` are more than the limits allow.
    init(_ bytes: [UInt8], in range: Range<Int>? = nil, limits: WireLimits) throws(WireError) {
        guard bytes.count <= limits.bytes else {
            throw .tooLarge(what: "the message", size: bytes.count, limit: limits.bytes)
        }
        reader = ByteReader(bytes, in: range ?? 0..<bytes.count, format: Self.format)
        self.limits = limits
    }

    /// Nothing may follow.
    func end() throws(WireError) {
        guard reader.remaining == 0 else {
            throw reader.failure("\(reader.remaining) bytes after the end of the value")
        }
    }

    mutating func value() throws(WireError) -> WireValue { try value(of: try token(), depth: 0) }

    /// Steps over one value without building it, and returns where it is.
    mutating func skip() throws(WireError) -> Range<Int> {
        let start = reader.position
        var pending = 1
        while pending > 0 {
            pending -= 1
            switch try token() {
            case .list(let count): pending += count
            case .map(let count): pending += 2 * count
            default: break
            }
        }
        return start..<reader.position
    }

    /// Reads the beginning of a map and returns how many entries follow.
    mutating func mapCount(of what: String) throws(WireError) -> Int {
        let token = try token()
        guard case .map(let count) = token else {
            throw .wrongType(key: what, expected: "a map", found: "another value")
        }
        return count
    }

    mutating func key() throws(WireError) -> String {
        let start = reader.position
        switch try token() {
        case .string(let range), .bytes(let range): return try reader.text(range)
        default: throw reader.failure("a key of a map that is no text", at: start)
        }
    }

    private mutating func token() throws(WireError) -> MessagePackToken {
        values += 1
        guard values <= limits.values else { throw .tooManyValues(format: Self.format, limit: limits.values) }
        return try reader.messagePackToken()
    }

    private mutating func value(of token: MessagePackToken, depth: Int) throws(WireError) -> WireValue {
        switch token {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .double(let value): return .double(value)
        case .string(let range): return .string(try reader.text(range))
        case .bytes(let range): return .bytes(Array(reader.bytes[range]))
        case .list(let count):
            let depth = try deeper(depth)
            var items: [WireValue] = []
            items.reserveCapacity(min(count, limits.values))
            for _ in 0..<count { items.append(try value(of: try self.token(), depth: depth)) }
            return .list(items)
        case .map(let count): return try map(count, depth: try deeper(depth))
        }
    }

    private func deeper(_ depth: Int) throws(WireError) -> Int {
        guard depth < limits.depth else { throw .tooDeep(format: Self.format, limit: limits.depth) }
        return depth + 1
    }

    /// A map, or the array or modality config that it stands for.
    private mutating func map(_ count: Int, depth: Int) throws(WireError) -> WireValue {
        var fields: [WireField] = []
        fields.reserveCapacity(min(count, 64))
        // An image is copied once only: when it is known what it is.
        var content: (index: Int, range: Range<Int>)?
        for index in 0..<count {
            let key = try key()
            let token = try token()
            if case .bytes(let range) = token, content == nil, key == "as_npy" || key == "data" {
                content = (index, range)
                fields.append(WireField(key, .null))
            } else {
                fields.append(WireField(key, try value(of: token, depth: depth)))
            }
        }
        try fields.requireUniqueKeys()
        if let special = try special(fields, content: content?.range) { return special }
        if let content {
            fields[content.index] = WireField(fields[content.index].key, .bytes(Array(reader.bytes[content.range])))
        }
        return .map(fields)
    }

    private func special(_ fields: [WireField], content: Range<Int>?) throws(WireError) -> WireValue? {
        guard fields.count <= 4, fields.contains(where: { $0.key.hasPrefix("__") }) else { return nil }
        if fields["__ndarray_class__"] != nil {
            guard let content, fields["as_npy"] != nil else {
                throw .missing(key: "as_npy", of: "an array (__ndarray_class__)")
            }
            return .array(try NpyFile.decode(reader.bytes, in: content))
        }
        if fields["__ModalityConfig_class__"] != nil {
            guard let json = fields["as_json"] else {
                throw .missing(key: "as_json", of: "a modality config (__ModalityConfig_class__)")
            }
            return try ModalityConfig.value(json: json, limits: limits)
        }
        if fields["__ndarray__"] != nil {
            return .array(try OpenPIArray.decode(fields, reader.bytes, content: content))
        }
        // A numpy scalar: `data` is the number itself.
        if fields["__npgeneric__"] != nil, let value = fields["data"], content == nil { return value }
        return nil
    }
}
