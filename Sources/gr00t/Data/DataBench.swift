import ArgumentParser
import Dataset
import Embodiment
import Foundation
import Tokenization
import Training
import Transforms

struct DataBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "How many samples per second reach the model: decoding, transforms, tokens.",
        discussion: """
            A training on a GPU takes hundreds of samples per second. Three passes: in order with nothing decoded yet, in \
            order and shuffled with the pictures in the frame cache. A dataset whose pictures do not fit into the cache \
            decodes some of them again in every pass.

            With --batch-size the training's loader is timed: it prepares shuffled, augmented samples on its threads while a \
            stand-in for the model takes --step-milliseconds for each batch. What the stand-in waits, a training would lose.
            """)

    @Argument(help: "Directory of a LeRobot dataset.") var dataset: String
    @Option(help: "A built-in data config or a file; the first that fits the dataset where absent.")
    var dataConfig: String?
    @Option(help: "Threads that prepare samples.") var threads = 2
    @Option(help: "Samples per pass; every step of the dataset where absent.") var samples: Int?
    @Option(help: "Directory of a tokenizer; that of Eagle in Hugging Face's cache where absent.")
    var tokenizer: String?
    @Option(help: "Gigabytes of decoded pictures to keep.") var frameCache = 2.0
    @Option(help: "Time the training's loader: samples in a batch.") var batchSize: Int?
    @Option(help: "Milliseconds that the model's stand-in takes for a batch.") var stepMilliseconds = 50.0
    @Option(help: "Epochs that the loader is timed for.") var epochs = 3
    @Flag(help: "Shuffle uniformly even where pictures in random order are slow.") var uniform = false
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...256).contains(threads) else { throw ValidationError("--threads must be from 1 to 256.") }
        guard samples.map({ $0 > 0 }) ?? true else { throw ValidationError("--samples must be positive.") }
        guard batchSize.map({ (1...65_536).contains($0) }) ?? true else {
            throw ValidationError("--batch-size must be from 1 to 65536.")
        }
        guard (0...60_000).contains(stepMilliseconds) else {
            throw ValidationError("--step-milliseconds must be from 0 to 60000.")
        }
        guard (1...1000).contains(epochs) else { throw ValidationError("--epochs must be from 1 to 1000.") }
        guard (0...10_000).contains(frameCache) else { throw ValidationError("--frame-cache must be from 0 to 10000.") }
    }

    func run() async throws {
        let subject = try BenchDataset(
            DatasetLocation.directory(dataset), config: dataConfig.map(DataConfig.chosen), tokenizer: tokenizer,
            cacheBytes: Int(frameCache * 1e9))
        if let batchSize {
            let bench = LoaderBench(
                subject: subject, batchSize: batchSize, stepSeconds: stepMilliseconds / 1000, epochs: epochs,
                threads: threads, shuffle: try shuffle(subject.dataset))
            let result = try bench.run()
            if json { try JSONOutput.print(result) } else { print(text(result)) }
        } else {
            let count = min(samples ?? subject.dataset.stepCount, subject.dataset.stepCount)
            let result = try await SampleBench(subject: subject).run(samples: count, threads: threads)
            if json { try JSONOutput.print(result) } else { print(text(result)) }
        }
    }

    private func shuffle(_ dataset: LeRobotDataset) throws -> Shuffle {
        uniform ? .uniform : .suited(to: try dataset.pictureAccess())
    }

    private func text(_ result: SampleBench.Result) -> String {
        var table = Table([("pass", .left), ("samples", .right), ("time", .right), ("samples/s", .right)])
        for pass in result.passes {
            table.add(
                pass.name, Format.count(pass.samples), Format.seconds(pass.seconds),
                Format.count(Int(min(pass.samplesPerSecond, 1e12))))
        }
        return """
            \(heading(result.dataConfig))
            tokenizer \(result.tokenizer); \(Format.bytes(result.cachedBytes)) of decoded pictures kept\
            \(result.fitsIntoCache ? "" : " (they do not all fit: --frame-cache)")

            \(table.text)
            """
    }

    private func text(_ result: LoaderBench.Result) -> String {
        func milliseconds(_ seconds: Double) -> String { String(format: "%.1f ms", seconds * 1000) }
        var table = Table([("training's loader", .left), ("", .right)])
        if result.fitsIntoCache {
            table.add("decoding all pictures beforehand", Format.seconds(result.decodingSeconds))
        }
        table.add("first batch after", Format.seconds(result.firstBatchSeconds))
        table.add("steps of \(milliseconds(result.stepSeconds)), \(result.batchSize) samples", "\(result.steps)")
        table.add("epochs", "\(result.epochs)")
        table.add("processor time per sample", Format.seconds(result.sampleProcessorSeconds))
        table.add("longest wait", milliseconds(result.longestWaitSeconds))
        table.add("longest wait at an epoch's end", milliseconds(result.longestWaitAtEpochEnd))
        table.add("share of time spent waiting", String(format: "%.2f %%", result.waitShare * 100))
        return """
            \(heading(result.dataConfig))
            tokenizer \(result.tokenizer); shuffle: \(result.shuffle)\
            \(result.fitsIntoCache ? "" : "; the pictures do not all fit into --frame-cache")

            \(table.text)
            """
    }

    private func heading(_ config: String) -> String {
        "\(dataset), data config \(config), \(threads) thread\(threads == 1 ? "" : "s")"
    }
}
