import Foundation

extension KeyedDecodingContainer {
    /// The value of `key`, or `fallback` where the file leaves it out, as the reference's class defaults do.
    func decode<Value: Decodable>(_ key: Key, default fallback: Value) throws -> Value {
        try decodeIfPresent(Value.self, forKey: key) ?? fallback
    }

    /// The value of `key`: nil for null, `fallback` where the file leaves it out.
    func decode<Value: Decodable>(_ key: Key, whereAbsent fallback: Value) throws -> Value? {
        contains(key) ? try decodeIfPresent(Value.self, forKey: key) : fallback
    }

    /// What `key` stands for, to be read by someone who has to know more than a decoder tells.
    func decoder(of key: Key) throws -> any Decoder {
        guard contains(key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: ""))
        }
        return try superDecoder(forKey: key)
    }
}

/// A value whose absence means something else than null to the reference, so null is written.
@propertyWrapper
public struct ExplicitNull<Value: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
    public var wrappedValue: Value?

    public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

/// Reads and writes the JSON of configurations; the files have the reference's snake case.
enum ConfigFile {
    static func read<Config: Decodable>(_ type: Config.Type, _ file: URL) throws -> Config {
        let data: Data
        do { data = try Data(contentsOf: file) } catch {
            throw ModelError.unreadable(file: file.path, reason: "the file can't be read")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do { return try decoder.decode(type, from: data) } catch let error as DecodingError {
            throw ModelError.unreadable(file: file.path, reason: explain(error))
        }
    }

    /// - Parameters:
    ///   - foreign: keys that are left out, as `object.key`.
    ///   - original: a file whose keys are kept where the configuration does not know them.
    static func json(
        _ config: some Encodable, without foreign: Set<String> = [], keepingUnknownOf original: Data? = nil
    ) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let all = try encoder.encode(config)
        if foreign.isEmpty, original == nil { return all }
        var object = try without(foreign, JSONSerialization.jsonObject(with: all), path: "")
        if let original, let old = try? JSONSerialization.jsonObject(with: original) {
            object = merged(object, over: old)
        }
        return try JSONSerialization.data(
            withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }

    private static func without(_ keys: Set<String>, _ object: Any, path: String) -> Any {
        guard let object = object as? [String: Any] else { return object }
        let kept = object.filter { !keys.contains(path + $0.key) }
        return Dictionary(uniqueKeysWithValues: kept.map { ($0, without(keys, $1, path: path + $0 + ".")) })
    }

    private static func merged(_ new: Any, over old: Any) -> Any {
        guard let new = new as? [String: Any], let old = old as? [String: Any] else { return new }
        return old.merging(new) { merged($1, over: $0) }
    }

    private static func explain(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map { snakeCase($0.stringValue) }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            let place = path(context)
            return "key '\(place.isEmpty ? "" : place + ".")\(snakeCase(key.stringValue))' is missing"
        case .typeMismatch(let type, let context): return "key '\(path(context))' should be a \(type)"
        case .valueNotFound(let type, let context): return "key '\(path(context))' is null and should be a \(type)"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "it is not valid JSON" : "key '\(path(context))': \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }

    private static func snakeCase(_ text: String) -> String {
        text.map { $0.isUppercase ? "_\($0.lowercased())" : String($0) }.joined()
    }
}
