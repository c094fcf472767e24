import Foundation

/// The tokenizer's files in one directory, under the names that Hugging Face transformers gives them.
struct TokenizerDirectory {
    /// No tokenizer is near this; a larger file is refused before it is read.
    private static let maximumFileSize = 256 << 20

    let url: URL

    /// Whether the directory has a tokenizer: `tokenizer.json`, or `vocab.json` with `merges.txt`.
    var hasTokenizer: Bool { exists("tokenizer.json") || exists("vocab.json") && exists("merges.txt") }

    /// Reads `tokenizer.json` if there is one, as transformers does, else the separate files.
    func definition() throws -> TokenizerDefinition {
        let config = try decodeIfPresent(TokenizerConfigFile.self, "tokenizer_config.json")
        let roles = try decodeIfPresent(SpecialTokensMapFile.self, "special_tokens_map.json")
        try config?.refuseUnsupported(path: path("tokenizer_config.json"))
        let length = config?.modelMaxLength.flatMap { $0 >= 1 && $0 <= 1e9 ? Int($0) : nil }
        let names = SpecialTokenNames(
            padding: (config?.padToken ?? roles?.padToken)?.content,
            endOfSequence: (config?.eosToken ?? roles?.eosToken)?.content,
            unknown: (config?.unkToken ?? roles?.unkToken)?.content, maximumLength: length)
        if exists("tokenizer.json") {
            let path = path("tokenizer.json")
            return try TokenizerJSONFile.definition(try read("tokenizer.json"), path: path, names: names)
        }
        return try separateFiles(config, roles, names)
    }

    private func separateFiles(
        _ config: TokenizerConfigFile?, _ roles: SpecialTokensMapFile?, _ names: SpecialTokenNames
    ) throws -> TokenizerDefinition {
        let vocabularyBytes = try read("vocab.json")
        let mergesBytes = try read("merges.txt")
        guard let config else { throw TokenizationError.missingFile(path: path("tokenizer_config.json")) }
        let isQwen: Bool
        switch config.tokenizerClass {
        case "Qwen2Tokenizer", "Qwen2TokenizerFast": isQwen = true
        case "GPT2Tokenizer", "GPT2TokenizerFast": isQwen = false
        default:
            throw TokenizationError.unsupportedSetting(
                path: path("tokenizer_config.json"), key: "tokenizer_class",
                value: config.tokenizerClass.map { "'\($0)'" } ?? "nothing",
                supported: "tokenizer_class Qwen2Tokenizer or GPT2Tokenizer, or with a tokenizer.json")
        }
        var scanner = JSONScanner(vocabularyBytes, path: path("vocab.json"))
        let vocabulary = try Vocabulary(reading: &scanner, expectedCount: vocabularyBytes.count / 16)
        try scanner.end()
        let merges = try MergeTable(text: mergesBytes, path: path("merges.txt"), vocabulary: vocabulary)
        return try TokenizerDefinition(
            path: url.path, vocabulary: vocabulary, merges: merges, mergesPath: path("merges.txt"),
            addedTokens: try addedTokens(config, special: Set(roles?.contents.map { Array($0.utf8) } ?? [])),
            preTokenizer: isQwen ? .qwen2 : .gpt2, normalizesToNFC: isQwen, names: names
        ).checked()
    }

    /// The tokens of `tokenizer_config.json`, and those that only the older `added_tokens.json` has; the same token must
    /// have the same id in both.
    private func addedTokens(_ config: TokenizerConfigFile, special: Set<[UInt8]>) throws -> [AddedToken] {
        var tokens = try config.addedTokens(path: path("tokenizer_config.json"))
        guard exists("added_tokens.json") else { return tokens }
        let known = Dictionary(tokens.map { (Array($0.content.utf8), $0.id) }, uniquingKeysWith: { first, _ in first })
        var scanner = JSONScanner(try read("added_tokens.json"), path: path("added_tokens.json"))
        try scanner.object { scanner, name in
            let id = try scanner.tokenID()
            let content = String(decoding: name, as: UTF8.self)
            guard let knownID = known[name] else {
                let isSpecial = special.contains(name)
                tokens.append(AddedToken(content: content, id: id, isSpecial: isSpecial, isNormalized: !isSpecial))
                return
            }
            guard knownID == id else {
                throw scanner.failure("'\(content)' has the id \(id) here and \(knownID) in tokenizer_config.json")
            }
        }
        try scanner.end()
        return tokens
    }

    private func path(_ name: String) -> String { url.appending(path: name).path }

    private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    private func read(_ name: String) throws -> [UInt8] {
        let path = path(name)
        guard exists(name) else { throw TokenizationError.missingFile(path: path) }
        do {
            let size = try url.appending(path: name).resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            guard size <= Self.maximumFileSize else {
                throw TokenizationError.unreadableFile(path: path, reason: "\(size) bytes, too large for a tokenizer")
            }
            return [UInt8](try Data(contentsOf: url.appending(path: name)))
        } catch let error as TokenizationError {
            throw error
        } catch {
            throw TokenizationError.unreadableFile(path: path, reason: error.localizedDescription)
        }
    }

    private func decodeIfPresent<File: Decodable>(_ type: File.Type, _ name: String) throws -> File? {
        guard exists(name) else { return nil }
        let path = path(name)
        let bytes = try read(name)
        // The scanner first: it is strict, and says where the file is damaged.
        var scanner = JSONScanner(bytes, path: path)
        try scanner.value()
        try scanner.end()
        return try decodeJSON(type, from: bytes[...], path: path)
    }
}

/// Decodes a part of a file; an error names the file and the key.
func decodeJSON<Value: Decodable>(_ type: Value.Type, from bytes: ArraySlice<UInt8>, path: String) throws -> Value {
    do {
        return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context
            @unknown default: nil
            }
        let key = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
        throw TokenizationError.malformedFile(
            path: path, location: key.isEmpty ? "its top" : key,
            reason: context?.debugDescription ?? error.localizedDescription)
    }
}
