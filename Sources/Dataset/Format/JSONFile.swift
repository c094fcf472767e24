import Foundation

/// Reading and writing JSON and JSON lines, with errors that name the file and the key.
enum JSONFile {
    /// Throws ``DatasetError/missingFile(path:remedy:)``, ``DatasetError/unreadableFile(path:reason:)`` and
    /// ``DatasetError/malformed(file:key:reason:)``.
    static func read<Value: Decodable>(_ type: Value.Type, from url: URL, remedy: String) throws -> Value {
        try decode(type, from: contents(of: url, remedy: remedy), file: url.path)
    }

    /// One value per line; blank lines are skipped. The key in an error is `line 3` or `line 3: key`.
    static func readLines<Value: Decodable>(_ type: Value.Type, from url: URL, remedy: String) throws -> [Value] {
        try contents(of: url, remedy: remedy)
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
            .filter { !$0.element.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") } }
            .map { try decode(type, from: Data($0.element), file: url.path, prefix: "line \($0.offset + 1)") }
    }

    /// Writes through a temporary file in the same directory, so that a reader never sees half a file.
    static func write(_ value: some Encodable, to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try encoder.encode(value).write(to: url, options: .atomic)
        } catch {
            throw DatasetError.unwritableFile(path: url.path, reason: error.localizedDescription)
        }
    }

    private static func contents(of url: URL, remedy: String) throws -> Data {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw DatasetError.missingFile(path: url.path, remedy: remedy)
        }
        do {
            return try Data(contentsOf: url)
        } catch {
            throw DatasetError.unreadableFile(path: url.path, reason: error.localizedDescription)
        }
    }

    /// Decodes `data`; `file` and `prefix` are for messages.
    static func decode<Value: Decodable>(
        _ type: Value.Type, from data: Data, file: String, prefix: String? = nil
    ) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            let (path, reason) = error.place
            let key = [prefix, path.isEmpty ? nil : path].compactMap(\.self).joined(separator: ": ")
            // The decoder's sentences end with a full stop, which a message adds.
            throw DatasetError.malformed(
                file: file, key: key, reason: reason.hasSuffix(".") ? String(reason.dropLast()) : reason)
        }
    }
}

extension DecodingError {
    /// Where in the document, and what is wrong there, in words.
    fileprivate var place: (path: String, reason: String) {
        func path(_ keys: [any CodingKey]) -> String {
            keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: " > ")
        }
        switch self {
        case .keyNotFound(let key, let context): return (path(context.codingPath + [key]), "is missing")
        case .valueNotFound(_, let context): return (path(context.codingPath), "is null")
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            return (path(context.codingPath), context.debugDescription)
        @unknown default: return ("", localizedDescription)
        }
    }
}
