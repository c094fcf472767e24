/// Finds where a piece of text ends, by the rules of a ``PreTokenizer``.
struct PieceScanner {
    private let text: UnsafeBufferPointer<UInt8>
    private let table = CharacterClass.table
    let range: Range<Int>

    /// - Parameter text: valid UTF-8; `range` begins and ends between characters.
    init(_ text: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        self.text = text
        self.range = range
    }

    func end(ofPieceAt start: Int, _ rules: PreTokenizer) -> Int {
        let (first, length) = character(at: start)
        let isSpace = text[start] == UInt8(ascii: " ")
        let second = start + length < range.upperBound ? character(at: start + length).class : []

        if let end = contraction(at: start, ignoringCase: rules.contractionsIgnoreCase) { return end }

        let takesPrefix = rules.wordsTakeAnyPrefix ? first.isDisjoint(with: [.newline, .number]) : isSpace
        if first.contains(.letter) { return run(from: start) { $0.contains(.letter) } }
        if takesPrefix, second.contains(.letter) { return run(from: start + length) { $0.contains(.letter) } }

        if rules.numbersAreSingle {
            if first.contains(.number) { return start + length }
        } else if first.contains(.number) || isSpace && second.contains(.number) {
            return run(from: isSpace ? start + 1 : start) { $0.contains(.number) }
        }

        let isPunctuation = { (character: CharacterClass) in
            character.isDisjoint(with: [.letter, .number, .whitespace])
        }
        let punctuation = isSpace ? start + 1 : start
        if punctuation < range.upperBound, isPunctuation(isSpace ? second : first) {
            let end = run(from: punctuation, while: isPunctuation)
            return rules.punctuationTakesNewlines ? run(from: end) { $0.contains(.newline) } : end
        }

        return whitespace(from: start, newlinesEndPieces: rules.newlinesEndPieces)
    }

    /// `\s*[\r\n]+` if asked for, then `\s+(?!\S)`: white space before a word leaves its last character to the word, as
    /// its prefix; then `\s+`.
    private func whitespace(from start: Int, newlinesEndPieces: Bool) -> Int {
        var position = start
        var last = start
        var afterNewline: Int?
        while position < range.upperBound {
            let (character, length) = character(at: position)
            guard character.contains(.whitespace) else { break }
            last = position
            position += length
            if character.contains(.newline) { afterNewline = position }
        }
        if newlinesEndPieces, let afterNewline { return afterNewline }
        return position == range.upperBound || last == start ? position : last
    }

    private func contraction(at start: Int, ignoringCase: Bool) -> Int? {
        guard text[start] == UInt8(ascii: "'"), start + 1 < range.upperBound else { return nil }
        // Setting bit 5 makes ASCII letters small; no other byte becomes one of those looked for below but its capital.
        let fold: UInt8 = ignoringCase ? 0x20 : 0
        let first = text[start + 1] | fold
        let second = start + 2 < range.upperBound ? text[start + 2] | fold : 0
        switch (first, second) {
        case (UInt8(ascii: "s"), _), (UInt8(ascii: "t"), _), (UInt8(ascii: "m"), _), (UInt8(ascii: "d"), _):
            return start + 2
        case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
            (UInt8(ascii: "l"), UInt8(ascii: "l")):
            return start + 3
        default:
            // U+017F, the long s, is an s to a pattern that ignores case.
            let isLongS = start + 2 < range.upperBound && text[start + 1] == 0xC5 && text[start + 2] == 0xBF
            return ignoringCase && isLongS ? start + 3 : nil
        }
    }

    private func run(from start: Int, while belongs: (CharacterClass) -> Bool) -> Int {
        var position = start
        while position < range.upperBound {
            let (character, length) = character(at: position)
            guard belongs(character) else { break }
            position += length
        }
        return position
    }

    /// The class of the character at a position and its length in bytes.
    @inline(__always)
    func character(at position: Int) -> (class: CharacterClass, length: Int) {
        let lead = UInt32(text[position])
        if lead < 0x80 { return (table[Int(lead)], 1) }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = lead & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(text[position + offset] & 0x3F) }
        if value < 0x3000 { return (table[Int(value)], length) }
        return (Unicode.Scalar(value).map(CharacterClass.init) ?? [], length)
    }
}
