import Tokenization

/// Prompts with two pictures, token by token; what was read once is known.
package final class PromptReader {
    package let processor: EagleProcessor
    /// What every prompt begins with, pictures included.
    package let lead: [Int]
    /// Where the image tokens stand.
    package let imagePositions: [Int]
    private let messageEnd: Int
    /// Tokens after the instruction.
    private let tail: [Int]
    private var known: [String: [Int]] = [:]

    /// - Throws: `TokenizationError`.
    package init(_ processor: EagleProcessor) throws {
        self.processor = processor
        messageEnd = processor.tokenizer.endOfSequenceID ?? processor.paddingID
        let empty = try processor.tokens(instruction: "", tilesPerImage: [1, 1])
        let imageToken = processor.imageTokenID
        imagePositions = empty.indices.filter { empty[$0] == imageToken }
        let texts = ChatTemplate.eagle2_5.parts(instruction: "", imageTokens: [0, 0]).suffix(4)
        let length = texts.reduce(0) { count, part in
            if case .text(let text) = part { count + processor.tokenizer.encode(text).count } else { count + 1 }
        }
        (lead, tail) = (empty.dropLast(length), empty.suffix(length))
    }

    func tokens(of text: String) -> [Int] { lead + encoded(text) + tail }

    /// Of the last token of a beginning of an instruction that ends with a word.
    func position(after prefix: String) -> Int { lead.count + encoded(prefix).count - 1 }

    func answer(_ text: String) -> [Int] { encoded(text) + [messageEnd] }

    private func encoded(_ text: String) -> [Int] {
        if let ids = known[text] { return ids }
        let ids = processor.tokenizer.encode(text, splitsSpecialTokens: false)
        known[text] = ids
        return ids
    }
}
