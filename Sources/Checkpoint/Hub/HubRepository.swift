/// A model's name on the hub: `nvidia/GR00T-N1.5-3B`.
public struct HubRepository: Sendable, Hashable, CustomStringConvertible {
    /// `organisation/name`, or `name` alone for the oldest models.
    public let id: String

    /// Throws ``HubProblem/badRepository(_:)`` for what the hub would not accept either
    /// (`huggingface_hub/utils/_validators.py`), so a name can be part of a path and of an address.
    public init(_ id: String) throws {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), id.utf8.count <= 96, parts.allSatisfy(Self.isName) else {
            throw CheckpointError.hub(.badRepository(id))
        }
        self.id = id
    }

    public var description: String { id }

    /// Its directory in the cache: `models--nvidia--GR00T-N1.5-3B`.
    public var cacheName: String { "models--" + id.replacing("/", with: "--") }

    private static func isName(_ part: Substring) -> Bool {
        guard let first = part.first, let last = part.last, !"-.".contains(first), !"-.".contains(last) else {
            return false
        }
        return !part.contains("--") && !part.contains("..")
            && part.utf8.allSatisfy { isASCIILetterOrDigit($0) || "-._".utf8.contains($0) }
    }
}

func isASCIILetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}

/// Whether `path` (`config.json`, `experiment_cfg/metadata.json`) stays below the directory it is appended to.
func isSafeRelativePath(_ path: String) -> Bool {
    !path.utf8.contains(0) && path.utf8.count <= 4096
        && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".."
        }
}

/// Whether `text` is a commit or a digest of `digits` lower-case hexadecimal digits.
func isHexadecimal(_ text: String, digits: Int) -> Bool {
    text.utf8.count == digits
        && text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
}
