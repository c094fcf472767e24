/// A batch of prompts of one length, filled on the left so that all end where the model continues.
public struct PaddedBatch: Sendable, Equatable {
    /// [B, T]
    public let ids: [[Int]]
    /// [B, T]: 1 where a token is, 0 where padding is.
    public let mask: [[Int]]

    public init(ids: [[Int]], mask: [[Int]]) {
        self.ids = ids
        self.mask = mask
    }
}

/// Turns an instruction and the number of image tiles into Eagle's input ids.
///
/// The instruction is data, not structure: the names of special tokens in it (`<img>`, `<|im_end|>`, `<IMG_CONTEXT>`) are
/// encoded as ordinary characters, so no instruction can end the message or claim an image's place. The reference splits
/// them; for every other text the ids are equal. Added tokens that are not special (`<think>`; "assistant" in N1) are split
/// as in the reference.
public struct EagleProcessor: Sendable {
    public let tokenizer: ByteLevelBPETokenizer
    public let template: ChatTemplate
    /// Image tokens per tile of 224 x 224 pixels: 256 in N1.5, 64 in N1.
    public let tokensPerTile: Int
    /// The id at the places of image features (`image_token_index`).
    public let imageTokenID: Int
    public let paddingID: Int
    /// Prompts above this many tokens are refused.
    public let maximumLength: Int

    private let specialIDs: [String: Int]

    /// Throws ``TokenizationError/missingToken(path:token:purpose:)`` if the vocabulary lacks a token of the template.
    /// - Parameter maximumLength: default: the tokenizer's own, or 16,384 as Eagle's.
    public init(
        tokenizer: ByteLevelBPETokenizer, template: ChatTemplate = .eagle2_5, tokensPerTile: Int = 256,
        maximumLength: Int? = nil
    ) throws {
        guard tokensPerTile >= 1 else { throw TokenizationError.invalidTokensPerTile(tokensPerTile) }
        func id(of token: String) throws -> Int {
            guard let added = tokenizer.addedTokens.first(where: { $0.content == token }) else {
                throw TokenizationError.missingToken(
                    path: tokenizer.path, token: token, purpose: "Eagle's prompt needs it as an added token")
            }
            return added.id
        }
        self.tokenizer = tokenizer
        self.template = template
        self.tokensPerTile = tokensPerTile
        self.maximumLength = maximumLength ?? tokenizer.maximumLength ?? 16_384
        imageTokenID = try id(of: ChatTemplate.imageContext)
        specialIDs = try Dictionary(uniqueKeysWithValues: Set(template.tokens).sorted().map { ($0, try id(of: $0)) })
        guard let paddingID = tokenizer.paddingID else {
            throw TokenizationError.missingToken(
                path: tokenizer.path, token: "pad_token", purpose: "batches are padded with it")
        }
        self.paddingID = paddingID
    }

    /// The prompt's ids.
    /// - Parameter tilesPerImage: one entry per image, in the order of the views; 1 for images of 224 x 224.
    /// - Throws: ``TokenizationError/invalidTileCount(image:tiles:)``, ``TokenizationError/promptTooLong(tokens:limit:)``.
    public func tokens(instruction: String, tilesPerImage: [Int]) throws -> [Int] {
        for (index, tiles) in tilesPerImage.enumerated() where tiles < 1 {
            throw TokenizationError.invalidTileCount(image: index + 1, tiles: tiles)
        }
        // Counted before any array of that size is made; tile counts may come from anywhere.
        var imageTokens = 0
        for tiles in tilesPerImage {
            let (product, overflow) = tiles.multipliedReportingOverflow(by: tokensPerTile)
            let (sum, sumOverflow) = imageTokens.addingReportingOverflow(product)
            imageTokens = overflow || sumOverflow ? .max : sum
            guard imageTokens <= maximumLength else {
                throw TokenizationError.promptTooLong(tokens: imageTokens, limit: maximumLength)
            }
        }
        var ids: [Int] = []
        for part in template.parts(instruction: instruction, imageTokens: tilesPerImage.map { $0 * tokensPerTile }) {
            switch part {
            case .token(let name): ids += specialIDs[name].map { [$0] } ?? []
            case .text(let text): ids += tokenizer.encode(text, splitsSpecialTokens: false)
            case .imageContext(let count): ids += repeatElement(imageTokenID, count: count)
            }
        }
        guard ids.count <= maximumLength else {
            throw TokenizationError.promptTooLong(tokens: ids.count, limit: maximumLength)
        }
        return ids
    }

    /// Fills rows on the left to the length of the longest.
    public func pad(_ rows: [[Int]]) -> PaddedBatch {
        let length = rows.map(\.count).max() ?? 0
        return PaddedBatch(
            ids: rows.map { Array(repeating: paddingID, count: length - $0.count) + $0 },
            mask: rows.map { Array(repeating: 0, count: length - $0.count) + Array(repeating: 1, count: $0.count) })
    }
}
