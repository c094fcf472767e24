/// A path with gaps, as in `meta/info.json`: `data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet`. Of Python's
/// format language it knows `{name}` and `{name:0Nd}`, which is all that LeRobot writes.
public struct PathTemplate: Sendable, Equatable, CustomStringConvertible {
    public let description: String
    private let pieces: [Piece]

    private enum Piece: Sendable, Equatable {
        case text(String)
        case gap(name: String, digits: Int)
    }

    /// What is put into a gap.
    public enum Value: Sendable, Equatable {
        case number(Int)
        case text(String)
    }

    private static let badFormat = "gaps are written {name} or {name:06d}"
    private static let leavesDirectory = "it leads out of the dataset's directory"

    /// Throws ``DatasetError/badPathTemplate(_:reason:)`` for a brace without its partner, for another format, and for a path
    /// that leaves the dataset's directory.
    public init(_ text: String) throws {
        guard !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
            throw DatasetError.badPathTemplate(text, reason: Self.leavesDirectory)
        }
        var pieces: [Piece] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                throw DatasetError.badPathTemplate(text, reason: Self.badFormat)
            }
            if brace > rest.startIndex { pieces.append(.text(String(rest[..<brace]))) }
            pieces.append(try Self.gap(rest[rest.index(after: brace)..<end], in: text))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.description = text
        self.pieces = pieces
    }

    /// Names of the gaps, in order.
    public var names: [String] {
        pieces.compactMap { if case .gap(let name, _) = $0 { name } else { nil } }
    }

    /// The path with every gap filled. Throws ``DatasetError/badPathTemplate(_:reason:)`` for a gap without a value and
    /// for a text with a slash in it.
    public func path(_ values: [String: Value]) throws -> String {
        var path = ""
        for piece in pieces {
            switch piece {
            case .text(let text): path += text
            case .gap(let name, let digits):
                switch values[name] {
                case .number(let number):
                    let text = String(number)
                    path += String(repeating: "0", count: max(0, digits - text.count)) + text
                case .text(let text):
                    guard !text.contains("/"), text != ".." else {
                        throw DatasetError.badPathTemplate(text, reason: Self.leavesDirectory)
                    }
                    path += text
                case nil:
                    let known = values.keys.sorted().joined(separator: ", ")
                    throw DatasetError.badPathTemplate(description, reason: "of the gaps only \(known) are known")
                }
            }
        }
        return path
    }

    /// The text between two braces: `name` or `name:0Nd`.
    private static func gap(_ text: Substring, in template: String) throws -> Piece {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, !name.contains("{") else {
            throw DatasetError.badPathTemplate(template, reason: Self.badFormat)
        }
        guard parts.count == 2 else { return .gap(name: String(name), digits: 0) }
        guard parts[1].first == "0", parts[1].last == "d", let digits = Int(parts[1].dropFirst().dropLast()),
            (1...32).contains(digits)
        else { throw DatasetError.badPathTemplate(template, reason: Self.badFormat) }
        return .gap(name: String(name), digits: digits)
    }
}

extension PathTemplate: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(container.decode(String.self))
        } catch let error as DatasetError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.problem)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
