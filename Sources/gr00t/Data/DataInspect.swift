import ArgumentParser
import Foundation

struct DataInspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "What is in a dataset: columns, joint groups, cameras, tasks, episodes.")

    @Argument(help: "Directory of a LeRobot dataset.") var dataset: String
    @Option(help: "First rows of each joint group to print.") var rows = 2
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (0...1000).contains(rows) else { throw ValidationError("--rows must be from 0 to 1000.") }
    }

    func run() throws {
        let summary = try DatasetSummary(dataset, rows: rows)
        if json { try JSONOutput.print(summary) } else { print(summary.text) }
    }
}
