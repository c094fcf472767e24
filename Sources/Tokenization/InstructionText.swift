/// Forms in which the reference writes an instruction before it reaches the prompt.
public enum InstructionText {
    /// The reference's `formalize_language` (`gr00t/model/transforms.py`): small letters, no punctuation. Defined there
    /// and never applied; here for data that was prepared with it. Python's rules: what is no letter, number, underscore
    /// or white space goes, combining marks included.
    public static func formalized(_ text: String) -> String {
        String(String.UnicodeScalarView(lowercased(text).filter { isWordOrSpace($0) }))
    }

    /// The instruction as the reference's policy passes it to the prompt, by accident: as Python prints a list with one
    /// string, `['pick the pear']`. Training does not do this. Use it only to compare with the reference's policy.
    public static func asPythonList(_ text: String) -> String {
        // Python prefers the quote that needs no escape.
        let quote: Unicode.Scalar =
            text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
        var result = String.UnicodeScalarView()
        result.append(contentsOf: ["[", quote])
        for scalar in text.unicodeScalars {
            switch scalar {
            case quote, "\\": result.append(contentsOf: ["\\", scalar])
            case "\n": result.append(contentsOf: ["\\", "n"])
            case "\r": result.append(contentsOf: ["\\", "r"])
            case "\t": result.append(contentsOf: ["\\", "t"])
            default:
                if isPrintable(scalar) {
                    result.append(scalar)
                } else {
                    result.append(contentsOf: escape(scalar).unicodeScalars)
                }
            }
        }
        result.append(contentsOf: [quote, "]"])
        return String(result)
    }

    /// Python's `str.lower`: by character, but a capital sigma that ends a word becomes `ς`.
    private static func lowercased(_ text: String) -> String.UnicodeScalarView {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            guard scalar == "\u{3A3}" else {
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
                continue
            }
            let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
            let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
            let endsWord = before?.properties.isCased == true && after?.properties.isCased != true
            result.append(endsWord ? "\u{3C2}" : "\u{3C3}")
        }
        return result
    }

    /// Python's `[\w\s]`. Its white space has the four ASCII separators beyond Unicode's White_Space.
    private static func isWordOrSpace(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "_" || scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value) { return true }
        let kind = CharacterClass(scalar)
        return kind.contains(.letter) || kind.contains(.number)
    }

    /// Python's `str.isprintable`.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
    }
}
