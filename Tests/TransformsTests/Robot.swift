import Dataset
import Embodiment
import Foundation
import Media
import TestSupport
import Tokenization
import Transforms

/// Eagle's prompt with the tokenizer that needs no files, four image tokens per tile.
private let nanoProcessor = Result {
    try withTemporaryDirectory { directory in
        try NanoTokenizer.write(to: directory)
        return try EagleProcessor(tokenizer: try ByteLevelBPETokenizer(directory: directory), tokensPerTile: 4)
    }
}

/// A made-up robot: two cameras, an arm of three joints, a wrist (quaternion), a binary gripper.
struct Robot: Sendable {
    var config: DataConfig
    var metadata: DatasetMetadata
    var observation: Observation
    var action: [String: Matrix]

    init() {
        config = DataConfig(
            name: "test", video: ["front", "side"], state: ["arm", "wrist", "gripper"],
            action: ["arm", "wrist", "gripper"], annotation: "task")
        config.modality.action.deltaIndices = [0, 1, 2, 3]
        config.state.targetRotations[Self.wrist(.state)] = .rotation6D
        config.action.targetRotations[Self.wrist(.action)] = .eulerYPR
        config.action.normalizationModes[ModalityKey(.action, "gripper")] = .binary
        config.maxStateDim = 16
        config.maxActionDim = 12
        config.video.resize = ImageSize(height: 28, width: 28)

        let arm = StateActionMetadata(absolute: true, rotationType: nil, shape: [3], continuous: true)
        let shapes = [
            "arm": arm,
            "wrist": StateActionMetadata(
                absolute: true, rotationType: .quaternion, shape: [4], continuous: true),
            "gripper": StateActionMetadata(absolute: true, rotationType: nil, shape: [1], continuous: true),
        ]
        let video = VideoMetadata(resolution: [40, 32], channels: 3, fps: 30)
        let statistics = ["arm": Self.statistics(3), "wrist": Self.statistics(4), "gripper": Self.statistics(1)]
        metadata = DatasetMetadata(
            statistics: DatasetStatistics(state: statistics, action: statistics),
            modalities: DatasetModalities(video: ["front": video, "side": video], state: shapes, action: shapes),
            embodimentTag: .newEmbodiment)

        observation = Observation(
            video: ["front": [Self.image(seed: 1)], "side": [Self.image(seed: 2)]], state: Self.numbers(rows: 1),
            annotation: ["task": ["pick the pear"]])
        action = Self.numbers(rows: 4)
    }

    static func wrist(_ modality: Modality) -> ModalityKey { ModalityKey(modality, "wrist") }

    static func statistics(_ width: Int) -> Statistics {
        func all(_ value: Double) -> [Double] { Array(repeating: value, count: width) }
        return Statistics(max: all(2), min: all(-2), mean: all(0.1), std: all(0.7), q01: all(-1.9), q99: all(1.9))
    }

    static func numbers(rows: Int) -> [String: Matrix] {
        var generator = SplitMix64(seed: 5)
        func matrix(_ columns: Int) -> Matrix {
            Matrix(
                rows: rows, columns: columns,
                values: (0..<rows * columns).map { _ in generator.uniform(-1, 1) })
        }
        var wrist = matrix(4)
        for row in 0..<rows {
            let length = wrist.row(row).map { $0 * $0 }.reduce(0, +).squareRoot()
            let sign: Double = wrist[row, 0] < 0 ? -1 : 1
            for column in 0..<4 { wrist[row, column] *= sign / length }
        }
        let gripper = Matrix(rows: rows, columns: 1, values: (0..<rows).map { Double($0 % 2) })
        return ["arm": matrix(3), "wrist": wrist, "gripper": gripper]
    }

    static func image(height: Int = 32, width: Int = 40, seed: UInt64) -> Image {
        var generator = SplitMix64(seed: seed)
        return Image(
            height: height, width: width,
            pixels: (0..<height * width * 3).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
    }

    static var processor: EagleProcessor { get throws { try nanoProcessor.get() } }

    /// The prompt for two images.
    static func prompt(_ instruction: String, tiles: [Int] = [1, 1]) throws -> [Int] {
        try processor.tokens(instruction: instruction, tilesPerImage: tiles)
    }

    func pipeline(
        maxActionDim: Int? = nil, actionHorizon: Int? = nil, instructionForm: InstructionForm = .plain
    ) throws -> TransformPipeline {
        try config.pipeline(
            metadata: metadata, processor: Self.processor, maxActionDim: maxActionDim, actionHorizon: actionHorizon,
            instructionForm: instructionForm,
            tiles: DynamicTiles(tileSize: 28)
        )
    }

    func apply(mode: TransformMode = .evaluation) throws -> ModelInput {
        try pipeline().apply(observation, action: action, mode: mode)
    }
}
