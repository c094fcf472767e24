extension Decoder {
    /// As `container(keyedBy:)`, but a field that is not among the keys is an error: a misspelt option must not be ignored.
    /// - Throws: ``TransformError/unknownField(path:field:known:)``.
    func strictContainer<Key: CodingKey & CaseIterable>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let fields = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
        if let unknown = fields.first(where: { Key(stringValue: $0) == nil }) {
            throw TransformError.unknownField(
                path: codingPath.dotted, field: unknown, known: Key.allCases.map(\.stringValue))
        }
        return try container(keyedBy: type)
    }
}

extension KeyedDecodingContainer {
    /// The value, or `fallback` when the field is absent.
    func decode<T: Decodable>(_ key: Key, or fallback: T) throws -> T {
        contains(key) ? try decode(T.self, forKey: key) : fallback
    }

    /// The value, nil for an explicit null, or `fallback` when the field is absent.
    func decodeNullable<T: Decodable>(_ key: Key, or fallback: T?) throws -> T? {
        contains(key) ? try decodeIfPresent(T.self, forKey: key) : fallback
    }
}

extension [any CodingKey] {
    /// `modality.video.modality_keys[2]`
    var dotted: String {
        reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : "." + key.stringValue
            }
        }
    }
}

/// A field of any name.
struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "\(intValue)"
        self.intValue = intValue
    }
}
