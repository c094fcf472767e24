import Dataset
import Embodiment
import Foundation
import Media
import Model
import NeuralNetwork
import Policy
import Tokenization
import Torch
import Transforms

/// A policy with random nano weights for a small arm, with metadata made up for it, and an observation that fits it.
enum ArmPolicy {
    /// - Parameter range: states and actions go from -range to range.
    static func make(
        _ directory: URL, precision: Precision, isGuidable: Bool = true, range: Double = 90
    ) throws -> Gr00tPolicy {
        let eagle = ModelPreset.nano.eagle(
            vocabulary: NanoTokenizer.vocabularySize, imageToken: NanoTokenizer.imageTokenID)
        try RandomCheckpoint.write(ModelPreset.nano.config, eagle, to: directory, dtype: .bfloat16, seed: 5)
        try NanoTokenizer.write(to: directory)
        let config = try DataConfig.named("so100")
        func statistics(_ width: Int) -> Statistics {
            let (low, high) = ([Double](repeating: -range, count: width), [Double](repeating: range, count: width))
            return Statistics(max: high, min: low, mean: low, std: high, q01: low, q99: high)
        }
        let widths = ["single_arm": 5, "gripper": 1]
        let shapes = widths.mapValues {
            StateActionMetadata(absolute: true, rotationType: nil, shape: [$0], continuous: true)
        }
        let numbers = widths.mapValues(statistics)
        let metadata = DatasetMetadata(
            statistics: DatasetStatistics(state: numbers, action: numbers),
            modalities: DatasetModalities(
                video: ["webcam": VideoMetadata(resolution: [256, 256], channels: 3, fps: 30)], state: shapes,
                action: shapes),
            embodimentTag: .newEmbodiment)
        return try Gr00tPolicy(
            loading: directory, metadata: metadata,
            options: PolicyOptions(dataConfig: config, precision: precision, isGuidable: isGuidable))
    }

    static func observation(shade: Int = 5) -> Observation {
        let pixels = (0..<256 * 256 * 3).map { UInt8(truncatingIfNeeded: $0 / shade) }
        return Observation(
            video: ["webcam": [Image(height: 256, width: 256, pixels: pixels)]],
            state: [
                "single_arm": Matrix(rows: 1, columns: 5, values: [10, -20, 30, 0, 50]),
                "gripper": Matrix(rows: 1, columns: 1, values: [70]),
            ],
            annotation: ["human.task_description": ["pick up the green cube"]])
    }

    /// Standard normal, [16, 32] in a row.
    static func noise(_ seed: Int) -> [Float] {
        Tensor.normal([16, 32], seed: UInt64(seed)).array(of: Float.self)
    }
}
