/// A pickle that was read: its objects, of which each kind of message takes what it expects.
struct Pickle {
    private let nodes: [PickleNode]
    private let limits: WireLimits
    /// The object that was pickled.
    let root: Int

    /// Throws ``WireError/forbiddenGlobal(_:)`` where it names a class or function that is not on the list.
    init(_ bytes: [UInt8], limits: WireLimits) throws(WireError) {
        var unpickler = try Unpickler(bytes, in: 0..<bytes.count, limits: limits)
        root = try unpickler.load()
        guard unpickler.reader.remaining == 0 else {
            throw unpickler.failure("\(unpickler.reader.remaining) bytes after the end of the object")
        }
        nodes = unpickler.nodes
        self.limits = limits
    }

    /// The fields of an object of class `type`; `name` is what errors call it.
    func fields(of node: Int, as type: PickleGlobal, _ name: String) throws(WireError) -> [WireField] {
        guard case .object(type, let state?) = nodes[node] else {
            throw .wrongType(key: "the pickle", expected: "a \(name)", found: nodes[node].kind)
        }
        return try value(of: state).fields(name)
    }

    /// The items of a list.
    func items(of node: Int) throws(WireError) -> [Int] {
        guard case .list(let items) = nodes[node] else {
            throw .wrongType(key: "the pickle", expected: "a list", found: nodes[node].kind)
        }
        return items
    }

    private func value(of node: Int) throws(WireError) -> WireValue {
        var budget = Budget(values: limits.values, bytes: limits.bytes)
        return try value(of: node, depth: 0, budget: &budget)
    }

    /// What an object may unfold to: shared ones are copied for each place where they stand.
    private struct Budget {
        var values: Int
        var bytes: Int

        mutating func take(_ count: Int, _ limits: WireLimits) throws(WireError) {
            bytes -= count
            guard bytes >= 0 else {
                throw .tooLarge(
                    what: "what the pickle unfolds to", size: limits.bytes - bytes, limit: limits.bytes)
            }
        }
    }

    private func value(of node: Int, depth: Int, budget: inout Budget) throws(WireError) -> WireValue {
        budget.values -= 1
        guard budget.values >= 0 else { throw .tooManyValues(format: Unpickler.format, limit: limits.values) }
        guard depth <= limits.depth else { throw .tooDeep(format: Unpickler.format, limit: limits.depth) }
        switch nodes[node] {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .double(let value): return .double(value)
        case .text(let text):
            try budget.take(text.utf8.count, limits)
            return .string(text)
        case .bytes(let bytes):
            try budget.take(bytes.count, limits)
            return .bytes(Array(bytes))
        case .array(let array):
            try budget.take(array.bytes.count, limits)
            return .array(array)
        case .list(let items), .tuple(let items):
            var values: [WireValue] = []
            for item in items { values.append(try value(of: item, depth: depth + 1, budget: &budget)) }
            return .list(values)
        case .dictionary(let entries):
            var fields: [WireField] = []
            for entry in entries {
                guard case .text(let key) = nodes[entry.key] else {
                    throw .wrongType(key: "a key", expected: "a str", found: nodes[entry.key].kind)
                }
                fields.append(WireField(key, try value(of: entry.value, depth: depth + 1, budget: &budget)))
            }
            try fields.requireUniqueKeys()
            return .map(fields)
        case .object(.policyFeature, let state?): return try value(of: state, depth: depth + 1, budget: &budget)
        case .large, .global, .object, .dtype, .emptyArray, .storage, .storageReference:
            throw .wrongType(key: "a value", expected: "a number, text, array, list or dict", found: nodes[node].kind)
        }
    }
}
