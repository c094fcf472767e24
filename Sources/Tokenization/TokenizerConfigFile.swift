import Foundation

/// `tokenizer_config.json` of Hugging Face transformers: what of it decides about ids.
struct TokenizerConfigFile: Decodable {
    struct Entry: Decodable {
        let content: String
        let special: Bool?
        let normalized: Bool?
        let lstrip: Bool?
        let rstrip: Bool?
        let singleWord: Bool?

        enum CodingKeys: String, CodingKey {
            case content, special, normalized, lstrip, rstrip
            case singleWord = "single_word"
        }
    }

    /// A token's name, alone or as the `content` of an object.
    struct Name: Decodable {
        let content: String

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                content = text
            } else {
                content = try Entry(from: decoder).content
            }
        }
    }

    let tokenizerClass: String?
    let addPrefixSpace: Bool?
    let addBosToken: Bool?
    let addEosToken: Bool?
    let addedTokensDecoder: [String: Entry]?
    let padToken: Name?
    let eosToken: Name?
    let unkToken: Name?
    let modelMaxLength: Double?

    enum CodingKeys: String, CodingKey {
        case tokenizerClass = "tokenizer_class"
        case addPrefixSpace = "add_prefix_space"
        case addBosToken = "add_bos_token"
        case addEosToken = "add_eos_token"
        case addedTokensDecoder = "added_tokens_decoder"
        case padToken = "pad_token"
        case eosToken = "eos_token"
        case unkToken = "unk_token"
        case modelMaxLength = "model_max_length"
    }

    /// The added tokens in the order of their ids.
    func addedTokens(path: String) throws -> [AddedToken] {
        try (addedTokensDecoder ?? [:]).map { key, entry in
            guard let id = Int(key) else {
                throw TokenizationError.malformedFile(
                    path: path, location: "added_tokens_decoder.\(key)", reason: "the key is not an id")
            }
            return try entry.token(id: id, path: path)
        }.sorted { $0.id < $1.id }
    }

    /// Refuses settings that put something before or after the text.
    func refuseUnsupported(path: String) throws {
        for (key, value) in [
            (CodingKeys.addPrefixSpace, addPrefixSpace), (.addBosToken, addBosToken), (.addEosToken, addEosToken),
        ] where value == true {
            throw TokenizationError.unsupportedSetting(
                path: path, key: key.rawValue, value: "true", supported: "\(key.rawValue) false")
        }
    }
}

extension TokenizerConfigFile.Entry {
    /// The token, if none of the flags that reach into the text around it is set.
    func token(id: Int, path: String) throws -> AddedToken {
        for (key, value) in [("lstrip", lstrip), ("rstrip", rstrip), ("single_word", singleWord)] where value == true {
            throw TokenizationError.unsupportedSetting(
                path: path, key: "\(key) of '\(content)'", value: "true", supported: "\(key) false")
        }
        let isSpecial = special ?? false
        return AddedToken(content: content, id: id, isSpecial: isSpecial, isNormalized: normalized ?? !isSpecial)
    }
}

/// `special_tokens_map.json`: which tokens have a role.
struct SpecialTokensMapFile: Decodable {
    let padToken: TokenizerConfigFile.Name?
    let eosToken: TokenizerConfigFile.Name?
    let unkToken: TokenizerConfigFile.Name?
    let bosToken: TokenizerConfigFile.Name?
    let additionalSpecialTokens: [TokenizerConfigFile.Name]?

    enum CodingKeys: String, CodingKey {
        case padToken = "pad_token"
        case eosToken = "eos_token"
        case unkToken = "unk_token"
        case bosToken = "bos_token"
        case additionalSpecialTokens = "additional_special_tokens"
    }

    var contents: [String] {
        [padToken, eosToken, unkToken, bosToken].compactMap { $0?.content }
            + (additionalSpecialTokens ?? []).map(\.content)
    }
}
