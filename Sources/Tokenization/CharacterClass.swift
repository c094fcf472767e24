/// What the patterns that split text into pieces ask of a character.
struct CharacterClass: OptionSet, Sendable {
    let rawValue: UInt8

    /// `\p{L}`
    static let letter = CharacterClass(rawValue: 1)
    /// `\p{N}`
    static let number = CharacterClass(rawValue: 2)
    /// `\s`, Unicode's White_Space: also U+0085, U+00A0 and U+3000
    static let whitespace = CharacterClass(rawValue: 4)
    /// `[\r\n]`, which is white space too
    static let newline = CharacterClass(rawValue: 8)

    /// The class of every code point below U+3000, where nearly all text in alphabets lies.
    static let table: [CharacterClass] = (0..<0x3000).map { Unicode.Scalar(UInt32($0)).map(CharacterClass.init) ?? [] }

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ scalar: Unicode.Scalar) {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: self = .letter
        case .decimalNumber, .letterNumber, .otherNumber: self = .number
        default:
            self = scalar.properties.isWhitespace ? .whitespace : []
            if scalar == "\r" || scalar == "\n" { insert(.newline) }
        }
    }
}
