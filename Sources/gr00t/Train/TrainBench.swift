import ArgumentParser
import Checkpoint
import Foundation
import Model
import Torch
import Training

struct TrainBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Time the stages of a training step on this machine.",
        discussion: """
            The sample is row 0 of a recording's in.* tensors (see gr00t model verify --help), the same in every step. What \
            is trained is what gr00t finetune trains with the same flags.
            """)

    @Argument(help: "Directory of the checkpoint, or the name of one that was downloaded.") var checkpoint: String
    @Option(help: "A recording with a sample, noise and flow time.") var io: String
    @Option(help: "How often the sample is in the batch.") var batchSize = 1
    @Option(help: "Timed steps, after the first.") var steps = 5
    @Option(help: "float32 or bfloat16.") var computeDtype = ComputeDtype.bfloat16
    @Option(help: "adamw_torch or adamw_8bit.") var optim = OptimizerKind.adamW
    @Flag(help: "The backbone's features are made before, as with gr00t finetune --cache-backbone-features.")
    var cachedFeatures = false
    @Flag(inversion: .prefixedNo, help: "Dropout, as in training.") var dropout = true
    @Option(help: "Threads; one per processor where absent.") var threads: Int?
    @OptionGroup var tune: TuneOptions
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        for (name, value) in [("--batch-size", batchSize), ("--steps", steps), ("--threads", threads ?? 1)]
        where !(1...100_000).contains(value) { throw ValidationError("\(name) is \(value): give 1 to 100000.") }
    }

    func run() throws {
        Runtime.start(threads: threads)
        Machine.keepLargeBlocks()
        let directory = try HubEnvironment().cache.locate(checkpoint)
        let config = try ModelCheckpoint(directory).config
        let tune = tune.flags(config.family)
        guard !cachedFeatures || tune.keepsFeatures(of: config) else {
            throw ValidationError("--cached-features: part of the backbone is trained, so no features can be kept.")
        }
        var recorded = try RecordedStep(
            checkpoint: directory, recording: URL(filePath: io), tune: tune, dtype: computeDtype, optimizer: optim,
            maxGradNorm: 1, repeats: batchSize, dropout: dropout)
        if cachedFeatures {
            recorded = try recorded.withFeatures()
            // In a run whose features are kept the backbone is never touched.
            recorded.step.model.parameters.evictPlainMatrices()
            Machine.releaseLargeBlocks()
            MachinePeak.resetPeak()
        }
        var report = TrainBenchReport(self, parameters: recorded.step.optimizer.parameters.map(\.tensor.count))
        var rounds: [StageTimes] = []
        for round in 0...steps {
            var loss = 0.0
            let times = try StageTimes(cuts: TrainBenchReport.stages) { trace in
                try trace.record { loss = try recorded.step([recorded.batch], learningRate: 1e-4).loss }
            }
            report.losses.append(loss)
            // The first step makes the moments, and brings the frozen weights into their fastest form.
            if round > 0 { rounds.append(times) }
        }
        report.add(rounds)
        if json { try JSONOutput.print(report) } else { print(report.text) }
    }
}

/// What `gr00t train bench` found.
struct TrainBenchReport: Encodable {
    static let stages = ["backbone", "action head", "backward", "gradient norm", "optimizer"]

    let batchSize: Int
    let computeDtype: String
    let optimizer: String
    let cachedFeatures: Bool
    let threads = Machine.threads
    let tunedParameters: Int
    var stages: [BenchReport.Stage] = []
    var medianSeconds = 0.0
    var secondsPerStep: [Double] = []
    var losses: [Double] = []
    var peakResidentBytes = 0

    init(_ bench: TrainBench, parameters: [Int]) {
        batchSize = bench.batchSize
        computeDtype = bench.computeDtype.rawValue
        optimizer = bench.optim.rawValue
        cachedFeatures = bench.cachedFeatures
        tunedParameters = parameters.reduce(0, +)
    }

    mutating func add(_ rounds: [StageTimes]) {
        stages = StageTimes.medians(rounds).map { BenchReport.Stage(name: $0.name, seconds: $0.seconds) }
        secondsPerStep = rounds.map(\.total)
        medianSeconds = StageTimes.median(secondsPerStep)
        peakResidentBytes = MachinePeak.peakResidentBytes
    }

    var text: String {
        var table = Table([("stage", .left), ("median", .right), ("share", .right)])
        for stage in stages + [BenchReport.Stage(name: "step", seconds: medianSeconds)] {
            table.add(
                stage.name, Format.seconds(stage.seconds),
                String(format: "%.0f %%", 100 * stage.seconds / max(medianSeconds, 1e-9)))
        }
        return """
            \(computeDtype), \(optimizer), batch \(batchSize), \(threads) threads\(cachedFeatures ? ", features made before" : ""); \
            \(Format.count(tunedParameters)) tuned parameters

            \(table.text)

            peak memory  \(Format.bytes(peakResidentBytes))
            losses       \(losses.map { String(format: "%.5f", $0) }.joined(separator: " "))
            """
    }
}
