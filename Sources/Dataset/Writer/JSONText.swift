/// A JSON value to be written as LeRobot's Python writes it: keys in the order given, and floating-point numbers always with
/// a fraction (`0.0`), because readers infer a column's type from them. `JSONEncoder` does neither.
enum JSONText {
    case null
    case bool(Bool)
    case integer(Int)
    /// Finite.
    case number(Double)
    case string(String)
    case array([JSONText])
    case object([(String, JSONText)])

    static func strings(_ values: [String]) -> JSONText { .array(values.map(JSONText.string)) }

    /// On one line, or, given an indent, over many.
    func text(indent: Int? = nil, depth: Int = 0) -> String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): value.description
        case .string(let value): Self.quoted(value)
        case .array(let values):
            Self.joined(values.map { $0.text(indent: indent, depth: depth + 1) }, "[", "]", indent, depth)
        case .object(let members):
            Self.joined(
                members.map { "\(Self.quoted($0)): \($1.text(indent: indent, depth: depth + 1))" }, "{", "}", indent,
                depth)
        }
    }

    private static func joined(_ parts: [String], _ open: String, _ close: String, _ indent: Int?, _ depth: Int)
        -> String
    {
        guard let indent, !parts.isEmpty else { return open + parts.joined(separator: ", ") + close }
        func line(_ depth: Int) -> String { "\n" + String(repeating: " ", count: indent * depth) }
        return open + line(depth + 1) + parts.joined(separator: "," + line(depth + 1)) + line(depth) + close
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
