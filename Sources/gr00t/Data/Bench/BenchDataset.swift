import Checkpoint
import Dataset
import Embodiment
import Foundation
import Tokenization
import Transforms

/// A dataset as the benchmarks read it: with a data config that fits it and a tokenizer.
struct BenchDataset: Sendable {
    let dataset: LeRobotDataset
    let pipeline: TransformPipeline
    let tokenizerName: String

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

    /// Whether every picture is decoded only once.
    var fitsIntoCache: Bool { dataset.frameCache.holdsEverything }

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
