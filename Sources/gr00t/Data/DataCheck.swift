import ArgumentParser
import Foundation
import Transforms

struct DataCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find everything that is wrong with a dataset, before a training does.",
        discussion: """
            Reads every row and decodes every frame. One line per problem: the file, the key, what to do. Exit code 0: \
            nothing wrong; 2: problems.
            """)

    @Argument(help: "Directory of a LeRobot dataset.") var dataset: String
    @Flag(help: "Write a first meta/modality.json and statistics where they are missing. Nothing else is touched.")
    var fix = false
    @Option(help: "A built-in data config or a JSON or YAML file: its keys must be in the dataset.")
    var dataConfig: String?
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let config = try dataConfig.map(DataConfig.resolve)
        var checkup = DatasetCheckup(try DatasetLocation.directory(dataset))
        var bar: ProgressBar?
        checkup.run(fix: fix, config: config) { done, total in
            var current = bar ?? ProgressBar("checking", total: total, unit: "episodes")
            current.update(done)
            bar = current
        }
        if json {
            try JSONOutput.print(Report(checkup, path: dataset))
        } else {
            print(text(checkup))
        }
        if !checkup.problems.isEmpty { throw ExitCode(2) }
    }

    private struct Report: Encodable {
        let path: String
        let problems: [String]
        let written: [String]
        let parts: [DatasetCheckup.Part]

        init(_ checkup: DatasetCheckup, path: String) {
            self.path = path
            problems = checkup.problems
            written = checkup.written
            parts = checkup.parts
        }
    }

    private func text(_ checkup: DatasetCheckup) -> String {
        let width = checkup.parts.map(\.name.count).max() ?? 0
        let lines = checkup.parts.flatMap { part in
            let name = part.name + String(repeating: " ", count: width - part.name.count)
            let head = part.problems.isEmpty ? "✓ \(name)  \(part.summary)" : "✗ \(name)  \(part.summary)"
            return [head] + part.problems.map { "  error: \($0)" }
        }
        let written = checkup.written.map { "wrote \($0): look at it before you train" }
        let count = checkup.problems.count
        let end = count == 0 ? "Nothing wrong." : "\(count) problem\(count == 1 ? "" : "s")."
        return (lines + written + [end]).map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
