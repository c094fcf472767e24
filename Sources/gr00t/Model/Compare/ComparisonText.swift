import Foundation
import Model

/// `gr00t model compare`: the table of facts, what was published, why the differences matter.
struct ComparisonText {
    private static let columns = 118
    private let comparison: ModelComparison

    init(_ comparison: ModelComparison) { self.comparison = comparison }

    var text: String {
        ([facts, assumptions] + [published, lessons].compactMap(\.self)).joined(separator: "\n\n")
    }

    private var names: [String] {
        [comparison.first, comparison.second].map { Format.shortened($0.name, to: 32) }
    }

    private var facts: String {
        var table = Table([("", .left), (names[0], .left), (names[1], .left), ("", .left)])
        for (index, group) in FactGroup.allCases.enumerated() {
            if index > 0 { table.add("", "", "", "") }
            table.add(group.title, "", "", "")
            for fact in comparison.facts where fact.group == group {
                table.add(
                    "  " + fact.name, fact.first.text(in: fact.unit), fact.second.text(in: fact.unit), fact.mark)
            }
        }
        return table.text
    }

    private var assumptions: String {
        let pictures = comparison.first.pictures
        return Format.paragraph(
            """
            The cost is that of \(pictures) picture\(pictures == 1 ? "" : "s") and the instruction of NVIDIA's \
            demonstrations, "pick the pear from the counter and place it in the plate", as NVIDIA's tokenizers count it, \
            two operations per multiply-add; what is the same in every denoising step is computed once. Parameters are \
            those of all robots' projectors, of which an action uses one.
            """, columns: Self.columns)
    }

    private var published: String? {
        guard let results = comparison.published else { return nil }
        let families = [comparison.first, comparison.second].map(\.config.family)
        var table = Table(
            [("published, \(results.measure)", .left)] + families.map { (name: $0.name, alignment: .right) })
        for row in results.rows {
            table.add(
                [row.benchmark] + families.map { results.value(row, $0).map { String(format: "%.1f", $0) } ?? "–" })
        }
        let notes = ["Source: \(results.title), \(results.source)"] + results.notes
        return ([table.text, ""] + notes.map { Format.paragraph($0, columns: Self.columns) }).joined(separator: "\n")
    }

    private var lessons: String? {
        guard !comparison.lessons.isEmpty else { return nil }
        let lines = comparison.lessons.map { Format.paragraph("- " + $0, columns: Self.columns, indent: 2) }
        return (["From \(names[0]) to \(names[1]): what changed and why it matters"] + lines).joined(separator: "\n")
    }
}
