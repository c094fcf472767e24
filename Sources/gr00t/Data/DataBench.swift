import ArgumentParser
import Dataset
import Embodiment
import Foundation
import Tokenization
import Transforms

struct DataBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "How many samples per second reach the model: decoding, transforms, tokens.",
        discussion: """
            A training on a GPU takes hundreds of samples per second. Three passes: in order with nothing decoded yet, in \
            order and shuffled with the pictures in the frame cache. A dataset whose pictures do not fit into the cache \
            decodes some of them again in every pass.
            """)

    @Argument(help: "Directory of a LeRobot dataset.") var dataset: String
    @Option(help: "A built-in data config or a file; the first that fits the dataset where absent.")
    var dataConfig: String?
    @Option(help: "Threads that prepare samples.") var threads = 2
    @Option(help: "Samples per pass; every step of the dataset where absent.") var samples: Int?
    @Option(help: "Directory of a tokenizer; that of Eagle in Hugging Face's cache where absent.")
    var tokenizer: String?
    @Option(help: "Gigabytes of decoded pictures to keep.") var frameCache = 2.0
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...256).contains(threads) else { throw ValidationError("--threads must be from 1 to 256.") }
        guard samples.map({ $0 > 0 }) ?? true else { throw ValidationError("--samples must be positive.") }
        guard (0...10_000).contains(frameCache) else { throw ValidationError("--frame-cache must be from 0 to 10000.") }
    }

    func run() async throws {
        let bench = try SampleBench(
            DatasetLocation.directory(dataset), config: dataConfig.map(DataConfig.chosen), tokenizer: tokenizer,
            cacheBytes: Int(frameCache * 1e9))
        let count = min(samples ?? bench.dataset.stepCount, bench.dataset.stepCount)
        let result = try await bench.run(samples: count, threads: threads)
        if json { try JSONOutput.print(result) } else { print(text(result)) }
    }

    private func text(_ result: SampleBench.Result) -> String {
        var table = Table([("pass", .left), ("samples", .right), ("time", .right), ("samples/s", .right)])
        for pass in result.passes {
            table.add(
                pass.name, Format.count(pass.samples), Format.seconds(pass.seconds),
                Format.count(Int(min(pass.samplesPerSecond, 1e12))))
        }
        return """
            \(dataset), data config \(result.dataConfig), \(threads) thread\(threads == 1 ? "" : "s")
            tokenizer \(result.tokenizer); \(Format.bytes(result.cachedBytes)) of decoded pictures kept\
            \(result.fitsIntoCache ? "" : " (they do not all fit: --frame-cache)")

            \(table.text)
            """
    }
}
