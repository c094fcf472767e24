/// `tokenizer.json`, the one-file form of Hugging Face `tokenizers`. Only byte-level BPE is read; every setting that
/// would change the ids in a way not implemented here is refused by name.
enum TokenizerJSONFile {
    private struct Added: Decodable {
        let id: Int
        let entry: TokenizerConfigFile.Entry

        enum CodingKeys: String, CodingKey { case id }

        init(from decoder: any Decoder) throws {
            id = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .id)
            entry = try TokenizerConfigFile.Entry(from: decoder)
        }
    }

    /// A normaliser or a pre-tokeniser: the same shape for all kinds.
    private struct Component: Decodable {
        struct Pattern: Decodable {
            let regex: String?
            enum CodingKeys: String, CodingKey { case regex = "Regex" }
        }

        let type: String
        let normalizers: [Component]?
        let pretokenizers: [Component]?
        let pattern: Pattern?
        let behavior: String?
        let invert: Bool?
        let individualDigits: Bool?
        let addPrefixSpace: Bool?
        let useRegex: Bool?

        enum CodingKeys: String, CodingKey {
            case type, normalizers, pretokenizers, pattern, behavior, invert
            case individualDigits = "individual_digits"
            case addPrefixSpace = "add_prefix_space"
            case useRegex = "use_regex"
        }
    }

    static func definition(_ bytes: [UInt8], path: String, names: SpecialTokenNames) throws -> TokenizerDefinition {
        var scanner = JSONScanner(bytes, path: path)
        var added: [Added] = []
        var normalizer: Component?
        var preTokenizer: Component?
        var model: Model?
        try scanner.object { scanner, key in
            switch String(decoding: key, as: UTF8.self) {
            case "added_tokens": added = try decodeJSON([Added].self, from: scanner.value(), path: path)
            case "normalizer": normalizer = try decodeJSON(Component?.self, from: scanner.value(), path: path)
            case "pre_tokenizer": preTokenizer = try decodeJSON(Component?.self, from: scanner.value(), path: path)
            case "model": model = try Model(reading: &scanner, fileSize: bytes.count)
            default: try scanner.value()
            }
        }
        try scanner.end()
        guard let model else {
            throw TokenizationError.malformedFile(path: path, location: "model", reason: "the file has no model")
        }
        var names = names
        names.unknown = model.unknown
        return try TokenizerDefinition(
            path: path, vocabulary: model.vocabulary, merges: model.merges, mergesPath: path,
            addedTokens: added.map { try $0.entry.token(id: $0.id, path: path) },
            preTokenizer: try rules(preTokenizer, path: path), normalizesToNFC: try isNFC(normalizer, path: path),
            names: names
        ).checked()
    }

    private struct Model {
        let vocabulary: Vocabulary
        let merges: MergeTable
        let unknown: String?

        init(reading scanner: inout JSONScanner, fileSize: Int) throws {
            let path = scanner.path
            var vocabulary: Vocabulary?
            var merges: MergeTable?
            // The merges may stand before the vocabulary that they refer to.
            var early: JSONScanner?
            var unknown: String?
            try scanner.object { scanner, key in
                let key = String(decoding: key, as: UTF8.self)
                switch key {
                case "vocab": vocabulary = try Vocabulary(reading: &scanner, expectedCount: fileSize / 48)
                case "merges":
                    if let vocabulary {
                        merges = try MergeTable(reading: &scanner, vocabulary: vocabulary)
                    } else {
                        early = scanner
                        try scanner.value()
                    }
                case "unk_token": unknown = try decodeJSON(String?.self, from: scanner.value(), path: path)
                default: try Self.refuseUnsupported(key, String(decoding: scanner.value(), as: UTF8.self), path: path)
                }
            }
            if let vocabulary, var early { merges = try MergeTable(reading: &early, vocabulary: vocabulary) }
            guard let vocabulary, let merges else { throw scanner.failure("the model has no vocab or no merges") }
            (self.vocabulary, self.merges, self.unknown) = (vocabulary, merges, unknown)
        }

        private static func refuseUnsupported(_ key: String, _ value: String, path: String) throws {
            let supported: [String]
            switch key {
            case "type": supported = ["\"BPE\""]
            case "dropout": supported = ["null", "0.0"]
            case "continuing_subword_prefix", "end_of_word_suffix": supported = ["null", "\"\""]
            case "byte_fallback", "ignore_merges", "fuse_unk": supported = ["false"]
            default: return
            }
            guard !supported.contains(value) else { return }
            throw TokenizationError.unsupportedSetting(
                path: path, key: "model.\(key)", value: value, supported: "\(supported[0])")
        }
    }

    private static func isNFC(_ normalizer: Component?, path: String) throws -> Bool {
        guard let normalizer else { return false }
        let steps = normalizer.type == "Sequence" ? normalizer.normalizers ?? [] : [normalizer]
        for step in steps where step.type != "NFC" {
            throw TokenizationError.unsupportedSetting(
                path: path, key: "normalizer", value: step.type, supported: "normalizer NFC or none")
        }
        return !steps.isEmpty
    }

    private static func rules(_ component: Component?, path: String) throws -> PreTokenizer {
        func refusal(_ value: String) -> TokenizationError {
            .unsupportedSetting(
                path: path, key: "pre_tokenizer", value: value,
                supported: "the pre-tokeniser of Qwen2 (Split, ByteLevel) or of GPT-2 (ByteLevel, or Digits, ByteLevel)"
            )
        }
        guard let component else { throw refusal("null") }
        let steps = component.type == "Sequence" ? component.pretokenizers ?? [] : [component]
        for step in steps where step.type == "ByteLevel" && step.addPrefixSpace == true {
            throw refusal("add_prefix_space")
        }
        switch steps.map(\.type) {
        case ["Split", "ByteLevel"]:
            guard steps[0].pattern?.regex == PreTokenizer.qwen2Pattern, steps[0].behavior == "Isolated",
                steps[0].invert != true, steps[1].useRegex == false
            else { throw refusal("another Split") }
            return .qwen2
        case ["ByteLevel"] where steps[0].useRegex != false: return .gpt2
        case ["Digits", "ByteLevel"] where steps[0].individualDigits == true && steps[1].useRegex != false:
            var rules = PreTokenizer.gpt2
            rules.digitsAreCutFirst = true
            return rules
        default: throw refusal(steps.map(\.type).joined(separator: ", "))
        }
    }
}
