import ArgumentParser
import Foundation
import Model
import NeuralNetwork
import Torch

struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Time every stage of getAction on this machine.",
        discussion: """
            The observation is recorded (--io, row 0 of its in.* tensors; see gr00t model verify --help), or drawn to fit the
            checkpoint's metadata and the data config, and then the transforms are timed too.
            """)

    @Argument(help: "Directory of the checkpoint, or the name of one that was downloaded.") var checkpoint: String
    @Option(help: "A recorded observation; times the model without the transforms.") var io: String?
    @Option(help: "Data config of the drawn observation.") var dataConfig = "fourier_gr1_arms_only"
    @Option(help: "Embodiment of the drawn observation.") var embodimentTag = "gr1"
    @Option(help: "Directory of the tokenizer, if it is not in the checkpoint.") var tokenizer: String?
    @Option(help: "float32, bfloat16, packed (bfloat16, the default) or int8.") var precision = Precision.packed
    @Option(help: "Denoising steps; the checkpoint's own number where absent.") var denoisingSteps: Int?
    @Option(help: "Timed rounds, after the first action.") var repeats = 5
    @Option(help: "Threads; one per processor where absent.") var threads: Int?
    @Option(help: "Write the actions of the last round to this .safetensors file.") var output: String?
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...10_000).contains(repeats) else { throw ValidationError("--repeats must be 1 to 10000.") }
        guard threads.map({ (1...1024).contains($0) }) ?? true else {
            throw ValidationError("--threads must be 1 to 1024.")
        }
    }

    func run() throws {
        Runtime.start(threads: threads)
        let start = DispatchTime.now()
        let subject: any BenchSubject =
            try io.map { recording in
                try RecordedSubject(
                    CheckpointLocation.locate(checkpoint), URL(filePath: recording), precision, denoisingSteps)
            }
            ?? DrawnSubject(self)
        let load = start.secondsSince
        var report = BenchReport(
            precision: precision.rawValue, threads: Machine.threads, loadSeconds: load, tokens: subject.tokens,
            tiles: subject.tiles)
        let first = DispatchTime.now()
        try catchingTorchErrors { try subject.act() }
        report.firstActionSeconds = first.secondsSince
        report.startToFirstActionSeconds = MachinePeak.processAge
        let settling = DispatchTime.now()
        subject.model.settle()
        report.settleSeconds = settling.secondsSince
        var bar = ProgressBar("timing", total: repeats, unit: "actions")
        var rounds: [StageTimes] = []
        for round in 1...repeats {
            rounds.append(
                try StageTimes { trace in try catchingTorchErrors { try trace.record { try subject.act() } } })
            if round == max(1, repeats / 6) { report.earlyResidentBytes = MachinePeak.residentBytes }
            bar.update(round)
        }
        report.add(rounds)
        report.lateResidentBytes = MachinePeak.residentBytes
        report.peakResidentBytes = MachinePeak.peakResidentBytes
        report.addFlops(
            ModelCost(subject.model.config, subject.model.eagle, tokens: subject.tokens, tiles: subject.tiles),
            peak: MachinePeak.flops(precision))
        report.displacementError = subject.displacementError
        if let output, let actions = subject.actions { try BenchReport.write(actions, to: URL(filePath: output)) }
        if json { try JSONOutput.print(report) } else { print(report.text) }
    }
}
