import Checkpoint
import Foundation
import Model
import NeuralNetwork
import Torch

/// What `gr00t bench` found.
struct BenchReport: Codable {
    struct Stage: Codable {
        var name: String
        var seconds: Double
        /// Operations per second, where they are counted.
        var flops: Double?
    }

    var precision: String
    var threads: Int
    var loadSeconds: Double
    var tokens: Int
    var tiles: Int
    var firstActionSeconds = 0.0
    /// From the start of the process to the end of the first action.
    var startToFirstActionSeconds = 0.0
    /// After the first action, once.
    var settleSeconds = 0.0
    /// Medians.
    var stages: [Stage] = []
    var medianSeconds = 0.0
    var minimumSeconds = 0.0
    var secondsPerRound: [Double] = []
    var peakResidentBytes = 0
    /// After a sixth of the rounds, and after the last: a program that leaks grows between them.
    var earlyResidentBytes = 0
    var lateResidentBytes = 0
    /// Of the best matrix product of this machine in this precision.
    var peakFlops = 0.0
    var flopsPerAction = 0.0
    /// RMS of the difference to the recording's actions, over the RMS of its displacement (action − noise).
    var displacementError: Double?

    init(precision: String, threads: Int, loadSeconds: Double, tokens: Int, tiles: Int) {
        self.precision = precision
        self.threads = threads
        self.loadSeconds = loadSeconds
        self.tokens = tokens
        self.tiles = tiles
    }

    mutating func add(_ rounds: [StageTimes]) {
        stages = StageTimes.medians(rounds).map { Stage(name: $0.name, seconds: $0.seconds) }
        secondsPerRound = rounds.map(\.total)
        medianSeconds = StageTimes.median(secondsPerRound)
        minimumSeconds = secondsPerRound.min() ?? 0
    }

    mutating func addFlops(_ cost: ModelCost, peak: Double) {
        peakFlops = peak
        for index in stages.indices {
            let work: Double? =
                switch stages[index].name {
                case "vision": cost.vision
                case "language": cost.language
                case "head encode": cost.headEncode
                case let name where name.hasPrefix("denoising"): cost.denoisingStep
                default: nil
                }
            flopsPerAction += work ?? 0
            stages[index].flops = work.map { $0 / max(stages[index].seconds, 1e-9) }
        }
    }

    var text: String {
        var table = Table([
            ("stage", .left), ("median", .right), ("share", .right), ("GFLOP/s", .right), ("of peak", .right),
        ])
        for stage in stages {
            table.add(
                stage.name, Format.seconds(stage.seconds),
                String(format: "%.0f %%", 100 * stage.seconds / max(medianSeconds, 1e-9)),
                stage.flops.map { String(format: "%.0f", $0 * 1e-9) } ?? "",
                stage.flops.map { String(format: "%.0f %%", 100 * $0 / max(peakFlops, 1)) } ?? "")
        }
        let rate = flopsPerAction / max(medianSeconds, 1e-9)
        table.add(
            "getAction", Format.seconds(medianSeconds), "100 %", String(format: "%.0f", rate * 1e-9),
            String(format: "%.0f %%", 100 * rate / max(peakFlops, 1)))
        let error = displacementError.map {
            String(format: "\nerror        %.2f %% of the displacement (RMS, against the recording)", 100 * $0)
        }
        return """
            \(precision), \(threads) threads, \(tokens) tokens, \(tiles) image tile\(tiles == 1 ? "" : "s"), \
            \(String(format: "%.3f", flopsPerAction * 1e-12)) TFLOP per action

            \(table.text)

            fastest      \(Format.seconds(minimumSeconds)) of \(secondsPerRound.count)
            start        \(Format.seconds(startToFirstActionSeconds)) from process start to the first action \
            (load \(Format.seconds(loadSeconds)), first action \(Format.seconds(firstActionSeconds)); \
            then, once, \(Format.seconds(settleSeconds)) to bring the weights into their fastest form)
            peak memory  \(Format.bytes(peakResidentBytes)) resident; \(Format.bytes(earlyResidentBytes)) after a sixth of the \
            rounds, \(Format.bytes(lateResidentBytes)) at the end
            machine      \(String(format: "%.0f", peakFlops * 1e-9)) GFLOP/s in a matrix product of 512 x 2048 x 4096\(error ?? "")
            """
    }

    /// The actions as tensor `action_pred` of a safetensors file.
    static func write(_ actions: Tensor, to file: URL) throws {
        let entry = try TensorEntry(name: "action_pred", type: actions.dtype.fileType, shape: actions.shape)
        try SafetensorsWriter.write([entry], to: file) { _, append in try actions.withBytes(append) }
    }
}
