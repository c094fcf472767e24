import Foundation

/// A byte-level BPE tokenizer, as of GPT-2, Qwen and SmolLM2: text to token ids and back, equal to Hugging Face
/// `tokenizers`. The steps: added tokens are cut out, the rest is normalised (Qwen: NFC), split into pieces
/// (``PreTokenizer``), and each piece's bytes are merged (``BytePairMerger``).
///
/// It reads the files as transformers names them; which steps apply is read from those files. A byte without a token
/// (SmolLM2 has 21, none of them in ASCII text) becomes the unknown token.
public struct ByteLevelBPETokenizer: Sendable {
    /// The directory or file it was read from.
    public let path: String
    /// The highest id + 1: the rows an embedding needs.
    public let vocabularySize: Int
    /// The id that fills short rows of a batch (`pad_token`).
    public let paddingID: Int?
    /// The id that ends a message or an answer (`eos_token`; `<|im_end|>` in Eagle).
    public let endOfSequenceID: Int?
    /// The longest sequence the model was made for (`model_max_length`), in tokens.
    public let maximumLength: Int?
    /// In the order of the files.
    public let addedTokens: [AddedToken]

    private let vocabulary: Vocabulary
    private let merger: BytePairMerger
    private let preTokenizer: PreTokenizer
    private let normalizesToNFC: Bool
    private let addedByID: [Int: AddedToken]
    private let addedByContent: [[UInt8]: Int]
    /// Tokens looked for before normalisation, with and without the special ones.
    private let allTokens, ordinaryTokens: AddedTokenSplitter
    /// Tokens looked for after normalisation, likewise.
    private let allNormalizedTokens, ordinaryNormalizedTokens: AddedTokenSplitter

    /// Reads a tokenizer from `tokenizer.json`, or from `vocab.json`, `merges.txt`, `tokenizer_config.json` and, if
    /// present, `added_tokens.json` and `special_tokens_map.json`. Throws ``TokenizationError``.
    public init(directory: URL) throws { try self.init(TokenizerDirectory(url: directory).definition()) }

    init(_ definition: TokenizerDefinition) throws {
        path = definition.path
        vocabulary = definition.vocabulary
        preTokenizer = definition.preTokenizer
        normalizesToNFC = definition.normalizesToNFC
        addedTokens = definition.addedTokens
        maximumLength = definition.names.maximumLength
        vocabularySize = max(vocabulary.idCount, (addedTokens.map(\.id).max() ?? -1) + 1)
        addedByID = Dictionary(addedTokens.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let addedByContent = Dictionary(
            addedTokens.map { (Array($0.content.utf8), $0.id) }, uniquingKeysWith: { first, _ in first })
        self.addedByContent = addedByContent

        func splitter(normalized: Bool, special: Bool) -> AddedTokenSplitter {
            AddedTokenSplitter(
                definition.addedTokens.filter { $0.isNormalized == normalized && (special || !$0.isSpecial) }.map {
                    token in
                    let bytes = Array(token.content.utf8)
                    return (normalized && definition.normalizesToNFC ? bytes.composed : bytes, token.id)
                })
        }
        allTokens = splitter(normalized: false, special: true)
        ordinaryTokens = splitter(normalized: false, special: false)
        allNormalizedTokens = splitter(normalized: true, special: true)
        ordinaryNormalizedTokens = splitter(normalized: true, special: false)

        let vocabulary = definition.vocabulary
        func role(_ name: String?, _ purpose: String) throws -> Int? {
            guard let name else { return nil }
            if let id = addedByContent[Array(name.utf8)] { return id }
            var bytes: [UInt8] = []
            guard ByteAlphabet.append(name.utf8, to: &bytes), let id = vocabulary.id(of: bytes) else {
                throw TokenizationError.missingToken(path: definition.path, token: name, purpose: purpose)
            }
            return Int(id)
        }
        paddingID = try role(definition.names.padding, "its padding token")
        endOfSequenceID = try role(definition.names.endOfSequence, "its end-of-sequence token")
        let unknownID = try role(definition.names.unknown, "its token for what it does not know")
        let byteIDs = try (0..<256).map { byte in
            guard let id = vocabulary.id(of: [UInt8(byte)]).map({ Int($0) }) ?? unknownID else {
                throw TokenizationError.missingToken(
                    path: definition.path, token: ByteAlphabet.spelling(of: [UInt8(byte)]),
                    purpose: "the byte \(byte)")
            }
            return Int32(truncatingIfNeeded: id)
        }
        merger = BytePairMerger(byteIDs: byteIDs, merges: definition.merges)
    }

    /// The tokens of a text.
    /// - Parameter splitsSpecialTokens: if false, the names of special tokens in the text are ordinary characters; for
    ///   text from outside, which must not be able to end a message or claim an image.
    public func encode(_ text: String, splitsSpecialTokens: Bool = true) -> [Int] {
        var ids: [Int] = []
        let beforeNormalization = splitsSpecialTokens ? allTokens : ordinaryTokens
        let afterNormalization = splitsSpecialTokens ? allNormalizedTokens : ordinaryNormalizedTokens
        Array(text.utf8).withUnsafeBufferPointer { text in
            for segment in beforeNormalization.segments(of: text) {
                switch segment {
                case .token(let id): ids.append(id)
                case .text(let range):
                    let part = Array(text[range])
                    (normalizesToNFC ? part.composed : part).withUnsafeBufferPointer { normalized in
                        encode(normalized, afterNormalization, into: &ids)
                    }
                }
            }
        }
        return ids
    }

    private func encode(_ text: UnsafeBufferPointer<UInt8>, _ tokens: AddedTokenSplitter, into ids: inout [Int]) {
        for segment in tokens.segments(of: text) {
            switch segment {
            case .token(let id): ids.append(id)
            case .text(let range):
                let part = UnsafeBufferPointer(rebasing: text[range])
                for piece in preTokenizer.pieces(of: part) {
                    merger.encode(UnsafeBufferPointer(rebasing: part[piece]), into: &ids)
                }
            }
        }
    }

    /// The text of tokens; bytes that are no UTF-8, as in half a character, become U+FFFD.
    /// Throws ``TokenizationError/unknownID(id:vocabularySize:)``.
    public func decode(_ ids: [Int], skipSpecial: Bool = false) throws -> String {
        var bytes: [UInt8] = []
        for id in ids {
            if let token = addedByID[id] {
                if !(skipSpecial && token.isSpecial) { bytes.append(contentsOf: token.content.utf8) }
            } else if let token = vocabulary.bytes(of: id) {
                bytes.append(contentsOf: token)
            } else {
                throw TokenizationError.unknownID(id: id, vocabularySize: vocabularySize)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The id of an added token, or of a token as `vocab.json` spells it (`Ġthe`).
    public func id(of token: String) -> Int? {
        if let id = addedByContent[Array(token.utf8)] { return id }
        var bytes: [UInt8] = []
        return ByteAlphabet.append(token.utf8, to: &bytes) ? vocabulary.id(of: bytes).map { Int($0) } : nil
    }
}

extension [UInt8] {
    /// UTF-8 text in Unicode's form C. ASCII is in it already.
    fileprivate var composed: [UInt8] {
        allSatisfy { $0 < 0x80 }
            ? self : Array(String(decoding: self, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)
    }
}
