/// Numbers as RFC 8259 has them. Swift's own initializers read more: "+1", "0x1p3", "nan", "01", "1.e5".
enum JSONNumber {
    /// A whole number where it is one and fits, else a double; nil where `text` is no number or too large for any.
    static func value(of text: String) -> WireValue? {
        guard isNumber(text) else { return nil }
        if let value = Int(text) { return .int(value) }
        guard let value = Double(text), value.isFinite else { return nil }
        return .double(value)
    }

    private static func isNumber(_ text: String) -> Bool {
        var rest = Substring(text).utf8
        func take(_ characters: String) -> Bool {
            guard let next = rest.first, characters.utf8.contains(next) else { return false }
            rest.removeFirst()
            return true
        }
        func takeDigits() -> Int {
            let digits = rest.prefix { (0x30...0x39).contains($0) }.count
            rest.removeFirst(digits)
            return digits
        }
        _ = take("-")
        let startsWithZero = rest.first == 0x30
        let digits = takeDigits()
        guard digits == 1 || digits > 1 && !startsWithZero else { return false }
        if take("."), takeDigits() == 0 { return false }
        if take("eE") {
            _ = take("+-")
            if takeDigits() == 0 { return false }
        }
        return rest.isEmpty
    }
}
