/// What a tokenizer's files say, checked piece by piece while reading and as a whole by ``checked()``.
struct TokenizerDefinition {
    /// The directory or file, for messages.
    let path: String
    let vocabulary: Vocabulary
    let merges: MergeTable
    let mergesPath: String
    let addedTokens: [AddedToken]
    let preTokenizer: PreTokenizer
    /// Text is brought to Unicode's form C first.
    let normalizesToNFC: Bool
    let names: SpecialTokenNames

    /// The definition, if its parts fit together.
    func checked() throws -> TokenizerDefinition {
        var contents: Set<[UInt8]> = []
        var ids: Set<Int> = []
        for token in addedTokens {
            func failure(_ reason: String) -> TokenizationError {
                .malformedFile(path: path, location: "added token '\(token.content)'", reason: reason)
            }
            guard !token.content.isEmpty else { throw failure("it is empty") }
            guard (0...Vocabulary.maximumID).contains(token.id) else {
                throw failure("its id \(token.id) is not between 0 and \(Vocabulary.maximumID)")
            }
            guard contents.insert(Array(token.content.utf8)).inserted else { throw failure("it stands twice") }
            guard ids.insert(token.id).inserted else { throw failure("its id \(token.id) is given twice") }
            var bytes: [UInt8] = []
            let inVocabulary =
                ByteAlphabet.append(token.content.utf8, to: &bytes) ? vocabulary.id(of: bytes).map { Int($0) } : nil
            if let inVocabulary, inVocabulary != token.id {
                throw failure("its id is \(token.id) here and \(inVocabulary) in the vocabulary")
            }
            guard inVocabulary == token.id || vocabulary.bytes(of: token.id) == nil else {
                throw failure("its id \(token.id) belongs to another token of the vocabulary")
            }
        }
        // A list of merges cut short at the end of a line is well formed, and gives other ids than the model learnt.
        for id in 0..<vocabulary.idCount {
            guard let bytes = vocabulary.bytes(of: id), bytes.count > 1, !ids.contains(id), !merges.makes(id) else {
                continue
            }
            throw TokenizationError.malformedFile(
                path: mergesPath, location: "its end",
                reason:
                    "no merge makes the token '\(ByteAlphabet.spelling(of: bytes))' of the vocabulary: merges are missing"
            )
        }
        return self
    }
}

/// The tokens with a role.
struct SpecialTokenNames {
    var padding: String?
    var endOfSequence: String?
    var unknown: String?
    /// The longest sequence of tokens the model was made for.
    var maximumLength: Int?
}
