/// A negative number after an option: the parser takes `-1` for an option of its own and says that the value is missing.
enum NegativeValue {
    /// The first of them, as the parser reads it right: `--step=-1`.
    static func first(in arguments: [String]) -> String? {
        zip(arguments, arguments.dropFirst())
            .first { $0.hasPrefix("--") && !$0.contains("=") && $1.hasPrefix("-") && Double($1) != nil }
            .map { "\($0)=\($1)" }
    }
}
