/// JSON texts of names and numbers, one line each.
enum JSONWriting {
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// What a number is that JSON has no number for.
    static func nonFinite(_ value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
}
