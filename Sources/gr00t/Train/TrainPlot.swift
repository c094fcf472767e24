import ArgumentParser
import Foundation

struct TrainPlot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot", abstract: "Draw the curves of one training run, or of several to compare them.",
        discussion: """
            One chart per quantity that was logged: training and validation loss, open-loop error, loss per joint group, \
            learning rate, gradient norm, waiting for data. Works while the training runs.

              gr00t train plot out/so100
              gr00t train plot out/so100 out/so100-lora --keys loss --output compare.svg
              gr00t train plot --repeats out/a/seed-* out/b/seed-* --keys loss --output compare.svg
            """)

    @Argument(help: "Directories of runs, or log.jsonl files.") var runs: [String]
    @Option(help: "File to write, .png or .svg.") var output = "curves.png"
    @Option(
        parsing: .upToNextOption,
        help: "Numbers to draw, e.g. loss, eval/loss or train/loss/left_arm. All that are known where absent.")
    var keys: [String] = []
    @Option(
        help: ArgumentHelp(
            "Smoothing of what is noisy, 0 (none) to below 1; by the length of the run where absent.",
            discussion: "Each logged point further away weighs this much of the one before, on both sides."))
    var smooth: Double?
    @Option(help: "Vertical axes: auto, linear or log. auto takes log where a curve spans more than a factor of 10.")
    var scale = CurveScale.auto

    @Flag(
        help: """
            Runs whose directories lie in the same one are repeats, with other seeds: they are drawn thin, and their mean thick \
            under the name of that directory.
            """)
    var repeats = false

    func validate() throws {
        guard !runs.isEmpty else { throw ValidationError("name a run: the directory that has its log.jsonl") }
        if let smooth, !(0..<1).contains(smooth) {
            throw ValidationError("--smooth is \(smooth): use 0 or more and less than 1")
        }
    }

    func run() throws {
        let plotted = try PlottedRun.all(runs)
        let groups = repeats ? RepeatedRuns.byParent(plotted) : RepeatedRuns.each(plotted)
        let curves = try TrainingCurves(groups, keys: keys, smoothing: smooth, scale: scale)
        try curves.figure.save(URL(filePath: output))
        for run in plotted { print(run.summary) }
        if !curves.leftOut.isEmpty { print("not drawn: \(curves.leftOut.joined(separator: ", ")) (--keys draws them)") }
        print("\(output): \(curves.figure.charts.map(\.title).joined(separator: ", "))")
    }
}

/// How the vertical axes are spread.
enum CurveScale: String, CaseIterable, ExpressibleByArgument {
    case auto, linear, log
}
