/// One line of `native_functions.yaml`, e.g. `softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor`.
struct Schema {
    struct Argument {
        /// "Tensor", "int[]", "ScalarType?": alias marks, fixed lengths and symbolic integers removed.
        var type: String
        var name: String
        var defaultValue: String?
        var isMutated: Bool
    }

    var name: String
    var overload: String
    var arguments: [Argument]
    var returns: [String]
    var text: String

    var symbol: String { overload.isEmpty ? name : "\(name)_\(overload)" }
    var header: String { name.hasSuffix("_") ? String(name.dropLast()) : name }
    var mutates: Bool { arguments.contains(where: \.isMutated) }

    /// Parses a `- func:` line; `nil` for any other line.
    init?(yamlLine line: Substring) {
        guard line.hasPrefix("- func: "),
            let match = line.dropFirst(8).wholeMatch(of: /(\w+)(?:\.(\w+))?\((.*)\) -> (.*)/)
        else { return nil }
        text = String(line.dropFirst(8))
        name = String(match.1)
        overload = match.2.map(String.init) ?? ""
        arguments = Schema.split(match.3).filter { $0 != "*" }.compactMap(Schema.argument)
        let result = match.4.hasPrefix("(") ? match.4.dropFirst().dropLast() : match.4
        returns = Schema.split(result).compactMap { $0.split(separator: " ").first.map(Schema.plainType) }
    }

    private static func argument(_ text: Substring) -> Argument? {
        let halves = text.split(separator: "=", maxSplits: 1)
        guard let declaration = halves.first, let space = declaration.lastIndex(of: " ") else { return nil }
        let type = declaration[..<space]
        return Argument(
            type: plainType(type), name: String(declaration[declaration.index(after: space)...]),
            defaultValue: halves.count > 1 ? String(halves[1]) : nil, isMutated: type.contains("!"))
    }

    /// `Tensor(a!)` -> `Tensor`, `int[2]?` -> `int[]?`, `SymInt` -> `int`.
    private static func plainType(_ text: Substring) -> String {
        String(text).replacing(/\([^)]*\)/, with: "").replacing(/\[\d+\]/, with: "[]").replacing("SymInt", with: "int")
    }

    /// Splits on top-level commas.
    private static func split(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var depth = 0
        var start = text.startIndex
        for index in text.indices {
            switch text[index] {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "," where depth == 0:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        parts.append(text[start...])
        return parts.map { $0.drop(while: { $0 == " " }) }.filter { !$0.isEmpty }
    }
}
