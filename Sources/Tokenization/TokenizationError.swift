/// What can be wrong with a tokenizer's files, or with what is asked of a tokenizer.
public enum TokenizationError: Error, Equatable, CustomStringConvertible {
    case missingFile(path: String)
    case unreadableFile(path: String, reason: String)
    case unwritableFile(path: String, reason: String)
    /// `location` is a byte offset, a line or a key.
    case malformedFile(path: String, location: String, reason: String)
    /// A setting that would change the ids and that this tokenizer does not have.
    case unsupportedSetting(path: String, key: String, value: String, supported: String)
    case missingToken(path: String, token: String, purpose: String)
    case unknownID(id: Int, vocabularySize: Int)
    case vocabularyMismatch(path: String, tokenizer: Int, model: Int)
    case imageTokenMismatch(path: String, token: String, tokenizer: Int, model: Int)
    case tokenizerNotFound(lookedAt: [String])
    case invalidTileCount(image: Int, tiles: Int)
    case invalidTokensPerTile(Int)
    case promptTooLong(tokens: Int, limit: Int)

    public var description: String {
        switch self {
        case .missingFile(let path):
            "tokenizer file \(path) is missing: download the tokenizer again, or point --tokenizer at a complete one"
        case .unreadableFile(let path, let reason):
            "tokenizer file \(path) cannot be read (\(reason)): check that it is a file you may read"
        case .unwritableFile(let path, let reason):
            "tokenizer file \(path) cannot be written (\(reason)): choose a directory you may write to"
        case .malformedFile(let path, let location, let reason):
            "tokenizer file \(path) is damaged at \(location): \(reason); download it again"
        case .unsupportedSetting(let path, let key, let value, let supported):
            "tokenizer file \(path) sets \(key) to \(value), which would change the tokens and is not supported: "
                + "use a tokenizer with \(supported)"
        case .missingToken(let path, let token, let purpose):
            "the tokenizer in \(path) has no token '\(token)' (\(purpose)): use the tokenizer that belongs to the model"
        case .unknownID(let id, let size):
            "token id \(id) is not in the vocabulary (\(size) ids): decode with the tokenizer that made the ids"
        case .vocabularyMismatch(let path, let tokenizer, let model):
            "the tokenizer in \(path) has \(tokenizer) ids and the model's vocab_size is \(model): "
                + "use the tokenizer that belongs to the model"
        case .imageTokenMismatch(let path, let token, let tokenizer, let model):
            "the tokenizer in \(path) gives \(token) the id \(tokenizer) and the model's image_token_index is \(model): "
                + "use the tokenizer that belongs to the model"
        case .tokenizerNotFound(let places):
            "no tokenizer found (tokenizer.json, or vocab.json with merges.txt); looked in "
                + (places.isEmpty ? "no directory" : places.joined(separator: ", "))
                + ": put the files in one of these, or pass --tokenizer DIRECTORY"
        case .invalidTileCount(let image, let tiles):
            "image \(image) has \(tiles) tiles: every image gives at least one"
        case .invalidTokensPerTile(let count):
            "an image tile cannot have \(count) tokens: use the model's number, 256 in GR00T N1.5 and 64 in N1"
        case .promptTooLong(let tokens, let limit):
            "the prompt has \(tokens) tokens and the limit is \(limit): shorten the instruction or use fewer image tiles"
        }
    }
}
