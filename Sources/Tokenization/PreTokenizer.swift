/// Splits text into the pieces that byte pair encoding never merges across: words with the space before them, numbers,
/// punctuation, white space. One scanner for the patterns of GPT-2 and Qwen2, which differ in five places.
///
/// The alternatives of a pattern are tried in this order at every position: contraction, letters, numbers, punctuation,
/// white space.
struct PreTokenizer: Sendable, Equatable {
    /// `'s 't 're 've 'm 'll 'd` in upper case too (and `'ſ`, which folds to `'s`).
    var contractionsIgnoreCase = false
    /// A word takes in any one character before it that is no newline, letter or number; otherwise only a space.
    var wordsTakeAnyPrefix = false
    /// A number is one digit; otherwise a run of them with the space before.
    var numbersAreSingle = false
    /// Punctuation takes in the newlines after it.
    var punctuationTakesNewlines = false
    /// White space up to its last newline is a piece of its own.
    var newlinesEndPieces = false
    /// Every digit is cut out before the pattern sees the text (`Digits` of Hugging Face tokenizers, in SmolLM2).
    var digitsAreCutFirst = false

    /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
    static let gpt2 = PreTokenizer()
    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
    static let qwen2 = PreTokenizer(
        contractionsIgnoreCase: true, wordsTakeAnyPrefix: true, numbersAreSingle: true,
        punctuationTakesNewlines: true, newlinesEndPieces: true)

    static let qwen2Pattern =
        #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#

    /// The pieces of a text in order; together they are the whole of it.
    /// - Parameter text: valid UTF-8.
    func pieces(of text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        pieces.reserveCapacity(text.count / 4 + 1)
        guard digitsAreCutFirst else {
            append(PieceScanner(text, in: 0..<text.count), to: &pieces)
            return pieces
        }
        let whole = PieceScanner(text, in: 0..<text.count)
        var start = 0
        var position = 0
        while position < text.count {
            let (character, length) = whole.character(at: position)
            if character.contains(.number) {
                append(PieceScanner(text, in: start..<position), to: &pieces)
                pieces.append(position..<position + length)
                start = position + length
            }
            position += length
        }
        append(PieceScanner(text, in: start..<text.count), to: &pieces)
        return pieces
    }

    private func append(_ scanner: PieceScanner, to pieces: inout [Range<Int>]) {
        var start = scanner.range.lowerBound
        while start < scanner.range.upperBound {
            let end = scanner.end(ofPieceAt: start, self)
            pieces.append(start..<end)
            start = end
        }
    }
}
