import Foundation
import Yams

extension DataConfig {
    /// Reads a `.json`, `.yaml` or `.yml` file.
    /// - Throws: ``TransformError``, with the path of the file in front.
    public init(file: URL) throws {
        let path = file.path(percentEncoded: false)
        do {
            let data = try Self.contents(of: file, path: path)
            switch file.pathExtension.lowercased() {
            case "json": self = try JSONDecoder().decode(DataConfig.self, from: data)
            case "yaml", "yml": self = try YAMLDecoder().decode(DataConfig.self, from: data)
            default:
                throw TransformError.unreadableFile(
                    path: path, problem: "a data config is a file that ends in .json, .yaml or .yml")
            }
        } catch let error as TransformError {
            if case .unreadableFile = error { throw error }
            throw TransformError.inFile(path: path, problem: error)
        } catch let error as DecodingError {
            throw TransformError.inFile(path: path, problem: TransformError(error))
        }
    }

    /// The config as JSON, which ``init(file:)`` reads back.
    public var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    private static func contents(of file: URL, path: String) throws -> Data {
        let largest = 1 << 20
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            let data = try handle.read(upToCount: largest + 1) ?? Data()
            guard data.count <= largest else {
                throw TransformError.unreadableFile(path: path, problem: "is larger than 1 MB, no data config is")
            }
            return data
        } catch let error as TransformError {
            throw error
        } catch {
            throw TransformError.unreadableFile(
                path: path, problem: "cannot be read: check that it exists and that you may read it")
        }
    }
}

extension TransformError {
    /// What a decoder says, with the path of the field.
    fileprivate init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self = .badField(path: context.codingPath.dotted, problem: "the field '\(key.stringValue)' is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            self = .badField(path: context.codingPath.dotted, problem: context.debugDescription)
        case .dataCorrupted(let context):
            if let own = context.underlyingError as? TransformError {
                self = own
            } else {
                let reason = context.underlyingError.map { ": \($0)" } ?? ""
                self = .badField(path: context.codingPath.dotted, problem: context.debugDescription + reason)
            }
        @unknown default: self = .badField(path: "", problem: "\(error)")
        }
    }
}
