import ArgumentParser
import Foundation

struct DataStats: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Statistics of every joint, and what normalisation makes of them.",
        discussion: """
            States and actions are normalised by these numbers before the model sees them, and the model's actions are \
            turned back by them. They are read from meta/stats.json where it is complete; else they are computed once and \
            kept in meta/stats_gr00t.json. No other file is written.
            """)

    @Argument(help: "Directory of a LeRobot dataset.") var dataset: String
    @Flag(help: "Compute them from the data even if there are some.") var recompute = false
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let summary = try StatisticsSummary(dataset, recompute: recompute)
        if json { try JSONOutput.print(summary) } else { print(summary.text) }
    }
}
