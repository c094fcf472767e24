extension WireValue {
    /// What errors call it.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .int, .double: "a number"
        case .string: "a text"
        case .bytes: "bytes"
        case .list: "a list"
        case .map: "a map"
        case .array(let array): "an array of \(array.dtype) \(array.shape)"
        case .modalityConfig: "a modality config"
        }
    }

    /// Bytes that it takes in a message, by and large.
    var roughSize: Int {
        switch self {
        case .null, .bool, .int, .double: 9
        case .string(let text): 5 + text.utf8.count
        case .bytes(let content): 5 + content.count
        case .list(let items): items.reduce(5) { $0 + $1.roughSize }
        case .map(let fields): fields.reduce(5) { $0 + 5 + $1.key.utf8.count + $1.value.roughSize }
        case .array(let array): 192 + array.bytes.count
        case .modalityConfig(let config): 64 + 8 * config.deltaIndices.count + 64 * config.modalityKeys.count
        }
    }

    /// The fields of a map; `key` is what errors call the value.
    func fields(_ key: String) throws(WireError) -> [WireField] {
        guard case .map(let fields) = self else { throw .wrongType(key: key, expected: "a map", found: kind) }
        return fields
    }

    func string(_ key: String) throws(WireError) -> String {
        guard case .string(let text) = self else { throw .wrongType(key: key, expected: "a text", found: kind) }
        return text
    }

    func int(_ key: String) throws(WireError) -> Int {
        guard case .int(let value) = self else {
            throw .wrongType(key: key, expected: "a whole number", found: kind)
        }
        return value
    }

    func double(_ key: String) throws(WireError) -> Double {
        switch self {
        case .int(let value): return Double(value)
        case .double(let value): return value
        default: throw .wrongType(key: key, expected: "a number", found: kind)
        }
    }

    /// The whole numbers of a list, such as a shape.
    static func integers(_ items: [WireValue], key: String) throws(WireError) -> [Int] {
        var integers: [Int] = []
        integers.reserveCapacity(items.count)
        for item in items { integers.append(try item.int(key)) }
        return integers
    }

    func bool(_ key: String) throws(WireError) -> Bool {
        guard case .bool(let value) = self else {
            throw .wrongType(key: key, expected: "true or false", found: kind)
        }
        return value
    }
}

extension [WireField] {
    /// The value of a key; nil where there is none.
    subscript(key: String) -> WireValue? {
        guard let field = first(where: { $0.key == key }) else { return nil }
        return field.value
    }

    /// Throws ``WireError/missing(key:of:)`` where there is none.
    func required(_ key: String, of container: String) throws(WireError) -> WireValue {
        guard let value = self[key] else { throw .missing(key: key, of: container) }
        return value
    }

    func requireUniqueKeys() throws(WireError) {
        if count <= 8 {
            for index in indices.dropFirst() where self[..<index].contains(where: { $0.key == self[index].key }) {
                throw .duplicateKey(self[index].key)
            }
        } else {
            var keys: Set<String> = []
            for field in self where !keys.insert(field.key).inserted { throw .duplicateKey(field.key) }
        }
    }
}
