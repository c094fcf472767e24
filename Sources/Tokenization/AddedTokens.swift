/// A token that stands outside the merges and is found in text as a whole.
public struct AddedToken: Sendable, Hashable {
    public let content: String
    public let id: Int
    /// Part of the prompt's structure (`<|im_end|>`, `<img>`), never of what somebody says.
    public let isSpecial: Bool
    /// Looked for after Unicode normalisation rather than before.
    let isNormalized: Bool

    /// Swift's `==` on strings would make two spellings of one character the same token.
    public static func == (a: Self, b: Self) -> Bool {
        a.id == b.id && a.content.utf8.elementsEqual(b.content.utf8) && a.isSpecial == b.isSpecial
            && a.isNormalized == b.isNormalized
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// Finds added tokens in text: the leftmost first, and the longest of those that begin there.
struct AddedTokenSplitter: Sendable {
    enum Segment {
        case text(Range<Int>)
        case token(Int)
    }

    /// By first byte, longest first.
    private var candidates: [[(bytes: [UInt8], id: Int)]] = Array(repeating: [], count: 256)
    private var isEmpty = true

    init(_ tokens: [(bytes: [UInt8], id: Int)]) {
        for token in tokens {
            guard let first = token.bytes.first else { continue }
            candidates[Int(first)].append(token)
            isEmpty = false
        }
        for index in candidates.indices { candidates[index].sort { $0.bytes.count > $1.bytes.count } }
    }

    func segments(of text: UnsafeBufferPointer<UInt8>) -> [Segment] {
        guard !isEmpty else { return [.text(0..<text.count)] }
        var segments: [Segment] = []
        var start = 0
        var position = 0
        while position < text.count {
            let match = candidates[Int(text[position])].first { candidate in
                text.count - position >= candidate.bytes.count
                    && candidate.bytes.elementsEqual(text[position..<position + candidate.bytes.count])
            }
            guard let match else {
                position += 1
                continue
            }
            if start < position { segments.append(.text(start..<position)) }
            segments.append(.token(match.id))
            position += match.bytes.count
            start = position
        }
        if start < text.count { segments.append(.text(start..<text.count)) }
        return segments
    }
}
