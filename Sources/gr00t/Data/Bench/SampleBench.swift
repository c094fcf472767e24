import Checkpoint
import Dataset
import Embodiment
import Foundation
import Tokenization
import Transforms

/// Prepares samples as an evaluation does: rows and pictures of a step, then the transforms of a data config.
struct SampleBench {
    let dataset: LeRobotDataset
    private let pipeline: TransformPipeline
    private let tokenizerName: String

    struct Pass: Encodable {
        let name: String
        let samples: Int
        let seconds: Double
        var samplesPerSecond: Double { Double(samples) / max(seconds, 1e-9) }

        enum CodingKeys: String, CodingKey { case name, samples, seconds, samplesPerSecond }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(samples, forKey: .samples)
            try container.encode(seconds, forKey: .seconds)
            try container.encode(samplesPerSecond, forKey: .samplesPerSecond)
        }
    }

    struct Result: Encodable {
        let dataConfig: String
        let tokenizer: String
        let threads: Int
        let cachedBytes: Int
        let fitsIntoCache: Bool
        let passes: [Pass]
    }

    /// - Parameter config: the first built-in one that fits where absent, else one of all keys.
    init(_ root: URL, config: DataConfig?, tokenizer: String?, cacheBytes: Int) throws {
        let map = try ModalityMap(dataset: root, info: DatasetInfo(dataset: root))
        let config = config ?? Self.fitting(map)
        dataset = try LeRobotDataset(
            root, modalityConfigs: config.modality.byName, options: DatasetOptions(frameCacheBytes: cacheBytes))
        let found = try Self.tokenizer(chosen: tokenizer)
        tokenizerName = found.name
        pipeline = try config.pipeline(
            metadata: dataset.metadata(embodimentTag: .newEmbodiment),
            processor: EagleProcessor(tokenizer: found.tokenizer))
    }

    /// Three passes over the first `count` steps.
    func run(samples count: Int, threads: Int) async throws -> Result {
        let inOrder = Array(0..<count)
        var generator = SplitMix64(seed: 0)
        let shuffled = inOrder.shuffled(using: &generator)
        let passes = [
            try await pass("in order, nothing decoded yet", inOrder, threads),
            try await pass("in order, from the frame cache", inOrder, threads),
            try await pass("shuffled, from the frame cache", shuffled, threads),
        ]
        return Result(
            dataConfig: pipeline.config.name, tokenizer: tokenizerName, threads: threads,
            cachedBytes: dataset.frameCache.bytes, fitsIntoCache: dataset.frameCache.runLength == nil, passes: passes)
    }

    private func pass(_ name: String, _ steps: [Int], _ threads: Int) async throws -> Pass {
        let start = DispatchTime.now()
        try await ParallelLoop.run(over: steps, threads: threads) { [dataset, pipeline] step in
            let sample = try dataset[step]
            _ = try pipeline.apply(sample.observation, action: sample.action)
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
        return Pass(name: name, samples: steps.count, seconds: seconds)
    }

    private static func fitting(_ map: ModalityMap) -> DataConfig {
        let fitting = DataConfig.all.first { DataConfigFit($0, map).fits }
        return fitting
            ?? DataConfig(
                name: "of all keys", video: map.names(.video), state: map.names(.state), action: map.names(.action),
                annotation: map.names(.annotation).first ?? "")
    }

    /// Eagle's tokenizer where it can be found; the nano preset's is as good for timing.
    private static func tokenizer(chosen: String?) throws -> (tokenizer: ByteLevelBPETokenizer, name: String) {
        let locator = TokenizerLocator(
            chosen: chosen.map { URL(filePath: $0) }, checkpoint: nil, hubCache: try HubEnvironment().cache.directory)
        do {
            let directory = try locator.directory()
            return (try ByteLevelBPETokenizer(directory: directory), directory.path)
        } catch TokenizationError.tokenizerNotFound where chosen == nil {
            let directory = FileManager.default.temporaryDirectory.appending(path: "gr00t-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: directory) }
            try NanoTokenizer.write(to: directory)
            return (try ByteLevelBPETokenizer(directory: directory), "of the nano preset, since Eagle's was not found")
        }
    }
}
