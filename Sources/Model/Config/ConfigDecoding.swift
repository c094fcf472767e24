import Foundation

extension KeyedDecodingContainer {
    /// The value of `key`, or `fallback` where the file leaves it out, as the reference's class defaults do.
    func decode<Value: Decodable>(_ key: Key, default fallback: Value) throws -> Value {
        try decodeIfPresent(Value.self, forKey: key) ?? fallback
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

    static func json(_ config: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(config)
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
