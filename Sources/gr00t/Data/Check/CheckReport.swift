/// What was found in one dataset.
struct CheckReport: Encodable {
    let path: String
    let parts: [DatasetCheckup.Part]
    /// Of all parts.
    let problems: [String]
    /// Files that `--fix` wrote.
    let written: [String]

    init(path: String, _ checkup: DatasetCheckup) {
        self.path = path
        parts = checkup.parts
        problems = checkup.problems
        written = checkup.written
    }

    /// One line per part and per problem.
    func text(named: Bool) -> String {
        let width = parts.map(\.name.count).max() ?? 0
        let lines = parts.flatMap { part in
            let name = part.name + String(repeating: " ", count: width - part.name.count)
            let mark = part.problems.isEmpty ? "✓" : "✗"
            return ["\(mark) \(part.summary.isEmpty ? part.name : "\(name)  \(part.summary)")"]
                + part.problems.map { "  error: \($0)" }
        }
        let end = problems.isEmpty ? "Nothing wrong." : "\(problems.count) problem\(problems.count == 1 ? "" : "s")."
        let notes = written.map { "wrote \($0): look at it before you train" }
        return ((named ? [path] : []) + lines + notes + [end]).joined(separator: "\n")
    }
}
