import Foundation

extension [UInt8] {
    /// UTF-8 text in Unicode's form C (UAX #15). ASCII is in it already.
    ///
    /// Foundation does all but Hangul: on Linux it leaves a syllable and a final consonant after it apart, and composes
    /// archaic letters that have no syllable. Hangul letters compose with one another only, so the text is decomposed, cut
    /// into runs with and without them, and each run composed by itself.
    var canonicallyComposed: [UInt8] {
        guard !allSatisfy({ $0 < 0x80 }) else { return self }
        var result = String.UnicodeScalarView()
        var others = String.UnicodeScalarView()
        func flush() {
            guard !others.isEmpty else { return }
            result.append(contentsOf: String(others).precomposedStringWithCanonicalMapping.unicodeScalars)
            others = String.UnicodeScalarView()
        }
        for scalar in String(decoding: self, as: UTF8.self).decomposedStringWithCanonicalMapping.unicodeScalars {
            guard (0x1100...0x11FF).contains(scalar.value) else {
                others.append(scalar)
                continue
            }
            flush()
            if let last = result.last, let syllable = composedHangul(last, scalar) {
                result.removeLast()
                result.append(syllable)
            } else {
                result.append(scalar)
            }
        }
        flush()
        return Array(String(result).utf8)
    }
}

/// The syllable of a leading consonant and a vowel, or of such a syllable and a final consonant (The Unicode Standard,
/// section 3.12).
private func composedHangul(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    let (syllables, vowels, finals): (UInt32, UInt32, UInt32) = (0xAC00, 21, 28)
    if (0x1100...0x1112).contains(first.value), (0x1161...0x1175).contains(second.value) {
        return Unicode.Scalar(syllables + ((first.value - 0x1100) * vowels + second.value - 0x1161) * finals)
    }
    if (0xAC00...0xD7A3).contains(first.value), (first.value - syllables).isMultiple(of: finals),
        (0x11A8...0x11C2).contains(second.value)
    {
        return Unicode.Scalar(first.value + second.value - 0x11A7)
    }
    return nil
}
