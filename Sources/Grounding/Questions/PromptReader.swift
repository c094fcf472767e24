import Tokenization

/// Prompts with two pictures, token by token.
package struct PromptReader {
    package let processor: EagleProcessor
    private let messageEnd: Int
    /// Tokens after the instruction.
    private let tail: Int

    private static let tiles = [1, 1]

    package init(_ processor: EagleProcessor) {
        self.processor = processor
        messageEnd = processor.tokenizer.endOfSequenceID ?? processor.paddingID
        let texts = ChatTemplate.eagle2_5.parts(instruction: "", imageTokens: [0, 0]).suffix(4)
        tail = texts.reduce(0) { count, part in
            if case .text(let text) = part { count + processor.tokenizer.encode(text).count } else { count + 1 }
        }
    }

    func tokens(of text: String) throws -> [Int] {
        try processor.tokens(instruction: text, tilesPerImage: Self.tiles)
    }

    /// Of the last token of a beginning of an instruction that ends with a word.
    func position(after prefix: String) throws -> Int { try tokens(of: prefix).count - tail - 1 }

    func answer(_ text: String) throws -> [Int] { processor.tokenizer.encode(text) + [messageEnd] }
}
