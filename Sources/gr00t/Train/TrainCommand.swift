import ArgumentParser

struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "What belongs to a training run: its curves, and the time of a step.",
        discussion: """
            The directory of a run has its numbers in log.jsonl, one line per logged step.
            """,
        subcommands: [TrainPlot.self, TrainBench.self])
}
