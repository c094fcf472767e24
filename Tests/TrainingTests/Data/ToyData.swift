import Dataset
import Embodiment
import Foundation
import Media
import TestSupport
import Tokenization
import Training
import Transforms

/// Recorded datasets of a small robot, made once for all tests and removed when they end.
struct ToyData: Sendable {
    /// Episodes of 5, 9 and 3 rows.
    let kitchen: URL
    /// Episodes of 4 and 6 rows.
    let office: URL
    let processor: EagleProcessor

    static let shared = Result { try ToyData() }

    private static let root: URL = {
        atexit { try? FileManager.default.removeItem(at: ToyData.root) }
        return FileManager.default.temporaryDirectory.appending(path: "gr00t-training-\(getpid())")
    }()

    private init() throws {
        kitchen = Self.root.appending(path: "kitchen")
        office = Self.root.appending(path: "office")
        try Self.record([5, 9, 3], to: kitchen)
        try Self.record([4, 6], to: office)
        let tokenizer = Self.root.appending(path: "tokenizer")
        try FileManager.default.createDirectory(at: tokenizer, withIntermediateDirectories: true)
        try NanoTokenizer.write(to: tokenizer)
        processor = try EagleProcessor(tokenizer: ByteLevelBPETokenizer(directory: tokenizer), tokensPerTile: 4)
    }

    /// Pictures and numbers tell episode and row.
    /// - Parameters:
    ///   - tasks: in turn; `nil` names each episode's number.
    ///   - side: of the pictures.
    static func record(_ lengths: [Int], to root: URL, tasks: [String]? = nil, side: Int = 32) throws {
        let writer = try EpisodeWriter(
            root: root,
            description: DatasetDescription(
                robotType: "toy", framesPerSecond: 20, cameras: [.init("front", width: side, height: side)],
                state: [.init("arm", joints: ["a", "b"])], action: [.init("arm", width: 2)]))
        for (episode, length) in lengths.enumerated() {
            for row in 0..<length {
                let value = Double(episode * 100 + row)
                let grey = UInt8(20 + (episode * 60 + row * 6) % 200)
                var pixels = [UInt8](repeating: grey, count: side * side * 3)
                for index in 0..<side * 3 { pixels[index] = 255 }
                try writer.add(
                    state: ["arm": [value, 0.5]], action: ["arm": [value + 1, -1]],
                    frames: ["front": Image(height: side, width: side, pixels: pixels)],
                    task: tasks.map { $0[episode % $0.count] } ?? "task \(episode)")
            }
            try writer.finishEpisode()
        }
    }

    static let config: DataConfig = {
        var config = DataConfig(
            name: "toy", video: ["front"], state: ["arm"], action: ["arm"], annotation: "human.task_description")
        config.video.resize = ImageSize(height: 28, width: 28)
        config.languageDropoutProb = 0.5
        config.modality.action.deltaIndices = [0, 1, 2]
        (config.maxStateDim, config.maxActionDim) = (4, 3)
        return config
    }()

    static func dataset(_ root: URL, cameras: Bool = true) throws -> LeRobotDataset {
        var modalities = config.modality.byName
        if !cameras { modalities["video"] = nil }
        return try LeRobotDataset(root, modalityConfigs: modalities)
    }

    /// One dataset, or both; each of an embodiment of its own.
    func mixture(_ roots: [URL]? = nil, heldOut: Set<EpisodeID> = []) throws -> LeRobotMixtureDataset {
        let tags: [EmbodimentTag] = [.newEmbodiment, .gr1]
        return try LeRobotMixtureDataset(
            zip(roots ?? [kitchen], tags).map { .init(try Self.dataset($0), embodimentTag: $1) }, heldOut: heldOut)
    }

    func preparation(_ mixture: LeRobotMixtureDataset) throws -> SamplePreparation {
        let pipelines = try mixture.metadata().mapValues { metadata in
            try Self.config.pipeline(metadata: metadata, processor: processor, tiles: DynamicTiles(tileSize: 28))
        }
        return try SamplePreparation(mixture, pipelines: pipelines)
    }
}
