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

    @Argument(help: "Directories of LeRobot datasets.") var datasets: [String]
    @Flag(help: "Write a first meta/modality.json and statistics where they are missing. Nothing else is touched.")
    var fix = false
    @Option(help: "A built-in data config or a JSON or YAML file: its keys must be in the dataset.")
    var dataConfig: String?
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let config = try dataConfig.map(DataConfig.chosen)
        let roots = try datasets.map(DatasetLocation.directory)
        let reports = zip(datasets, roots).map { path, root in
            var checkup = DatasetCheckup(root)
            var bar: ProgressBar?
            checkup.run(fix: fix, config: config) { done, total in
                var current = bar ?? ProgressBar("checking", total: total, unit: "episodes")
                current.update(done)
                bar = current
            }
            return CheckReport(path: path, checkup)
        }
        if json {
            try JSONOutput.print(reports)
        } else {
            print(reports.map { $0.text(named: reports.count > 1) }.joined(separator: "\n\n"))
        }
        if reports.contains(where: { !$0.problems.isEmpty }) { throw ExitCode(2) }
    }
}
