/// The merges of a byte pair encoding: which two neighbouring tokens become one, and in what order of preference.
struct MergeTable: Sendable {
    struct Merge: Sendable {
        /// The place in the list; the lowest is applied first.
        let rank: Int32
        let result: Int32
    }

    private var merges: [UInt64: Merge] = [:]
    /// Which ids some merge makes.
    private var isMade: [Bool]

    init(expectedCount: Int, vocabulary: Vocabulary) {
        merges.reserveCapacity(expectedCount)
        isMade = Array(repeating: false, count: vocabulary.idCount)
    }

    var count: Int { merges.count }

    func merge(_ left: Int32, _ right: Int32) -> Merge? { merges[Self.key(left, right)] }

    func makes(_ id: Int) -> Bool { isMade.indices.contains(id) && isMade[id] }

    /// Appends the merge of two tokens, spelt as in the file. Returns what is wrong with it, or nil.
    mutating func append(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ vocabulary: Vocabulary) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(left.count + right.count)
        let text = { (token: ArraySlice<UInt8>) in "'\(String(decoding: token, as: UTF8.self))'" }
        guard ByteAlphabet.append(left, to: &bytes) else { return "\(text(left)) is not in the byte-level alphabet" }
        let middle = bytes.count
        guard ByteAlphabet.append(right, to: &bytes) else { return "\(text(right)) is not in the byte-level alphabet" }
        let ids = bytes.withUnsafeBufferPointer { all in
            (
                vocabulary.id(of: UnsafeBufferPointer(rebasing: all[..<middle])),
                vocabulary.id(of: UnsafeBufferPointer(rebasing: all[middle...])), vocabulary.id(of: all)
            )
        }
        guard let leftID = ids.0 else { return "the piece \(text(left)) is not in the vocabulary" }
        guard let rightID = ids.1 else { return "the piece \(text(right)) is not in the vocabulary" }
        guard let result = ids.2 else { return "\(text(left)) and \(text(right)) merge to no token of the vocabulary" }
        let merge = Merge(rank: Int32(truncatingIfNeeded: merges.count), result: result)
        guard merges.updateValue(merge, forKey: Self.key(leftID, rightID)) == nil else {
            return "\(text(left)) and \(text(right)) are merged twice"
        }
        isMade[Int(result)] = true
        return nil
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }
}

extension MergeTable {
    /// Reads `merges.txt`: an optional first line `#version: …`, then one merge a line, two tokens and a space between.
    init(text: [UInt8], path: String, vocabulary: Vocabulary) throws {
        self.init(expectedCount: vocabulary.count, vocabulary: vocabulary)
        var line = 0
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            let content = text[start..<end]
            line += 1
            start = end + 1
            if line == 1, content.starts(with: "#version".utf8) { continue }
            let parts = content.split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
            let problem =
                parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
                ? append(parts[0], parts[1], vocabulary) : "a merge is two tokens and one space between"
            if let problem {
                throw TokenizationError.malformedFile(path: path, location: "line \(line)", reason: problem)
            }
        }
    }

    /// Reads `model.merges` of `tokenizer.json`: strings `"a b"`, or, since tokenizers 0.20, arrays `["a", "b"]`.
    init(reading scanner: inout JSONScanner, vocabulary: Vocabulary) throws {
        self.init(expectedCount: vocabulary.count, vocabulary: vocabulary)
        var text: [UInt8] = []
        try scanner.array { scanner in
            var parts: [ArraySlice<UInt8>] = []
            if scanner.isAtString() {
                try scanner.string(into: &text)
                parts = text.split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
            } else {
                try scanner.array { scanner in
                    try scanner.string(into: &text)
                    parts.append(text[...])
                }
            }
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw scanner.failure("a merge is two tokens")
            }
            if let problem = append(parts[0], parts[1], vocabulary) { throw scanner.failure(problem) }
        }
    }
}
