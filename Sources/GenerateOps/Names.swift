/// libtorch's snake case in Swift's camel case, and which arguments read without a label.
enum Names {
    static func camelCase(_ text: String) -> String {
        let words = text.split(separator: "_")
        return words.enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
    }

    /// A first argument of one of these names needs no label, as in `x.matmul(w)` and `x.reshape([2, 3])`.
    private static let unlabelledWhenFirst: Set = [
        "other", "mat2", "exponent", "tensors", "size", "shape", "dims", "dim0", "indices", "weight", "src", "repeats",
        "dtype", "device", "vec2",
    ]

    static func label(_ name: String, at position: Int) -> String {
        let isPlain = position == 0 && unlabelledWhenFirst.contains(name) || name == "dim1"
        return isPlain ? "_ \(variable(name))" : variable(name)
    }

    /// The Swift name of an argument, in backticks where it is a keyword.
    static func variable(_ name: String) -> String {
        let name = name == "self" ? "input" : camelCase(name)
        return ["where", "default", "repeat", "var"].contains(name) ? "`\(name)`" : name
    }
}
