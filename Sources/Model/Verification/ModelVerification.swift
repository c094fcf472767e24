import Foundation
import NeuralNetwork
import Torch

/// Compares this model with a ``Recording``, stage by stage: `gr00t model verify`.
public struct ModelVerification: Sendable {
    /// One stage of one group.
    public struct Row: Sendable, Codable {
        public let group: String
        public let stage: String
        public let shape: [Int]
        /// Largest absolute difference.
        public let maximumError: Double
        /// Root mean square of the difference over that of the recording.
        public let relativeError: Double
        public let cosine: Double
        /// Why there is nothing to compare, if so.
        public let problem: String?

        /// The error that the tolerance is held against: absolute for activations, relative for the loss and its gradients.
        public var error: Double { isTraining ? relativeError : maximumError }
        public var isTraining: Bool { stage == "loss" || stage.hasPrefix("grad.") }
    }

    public let rows: [Row]

    /// Root mean square below which a recording is zero up to rounding: the gradients of key biases, which softmax cancels.
    private static let zero = 1e-5

    /// Rows above the tolerances, or that could not be compared.
    public func failures(tolerance: Double, trainingTolerance: Double) -> [Row] {
        rows.filter { $0.problem != nil || !($0.error <= ($0.isTraining ? trainingTolerance : tolerance)) }
    }

    /// Runs the checkpoint in `directory` on every group of the file.
    ///
    /// - Parameter steps: denoising steps; where absent, as many as a group has outputs of the decoder, else the checkpoint's number.
    /// - Throws: ``ModelError`` and ``CheckpointError``.
    public init(
        checkpoint directory: URL, recording url: URL, precision: Precision, steps: Int? = nil
    ) throws {
        let recording = try Recording(url)
        var rows: [Row] = []
        for group in recording.groups {
            // Packed matrices can't be trained.
            let stages = group.stages.filter { precision.isTrainable || !$0.hasPrefix("grad.") }
            let model = try GR00TN15(
                loading: directory, precision: precision,
                padding: group.name.hasSuffix("_sdpa") ? .average : .zero)
            let computed = try catchingTorchErrors {
                try GroupRun(model, recording, group.name, stages: stages, steps: steps).stages
            }
            for stage in stages {
                rows.append(
                    ModelVerification.compare(
                        group.name, stage, computed[stage], try recording.expected(group.name, stage)))
            }
        }
        self.rows = rows
    }

    private static func compare(_ group: String, _ stage: String, _ computed: Tensor?, _ expected: Tensor) -> Row {
        func problem(_ text: String) -> Row {
            Row(
                group: group, stage: stage, shape: expected.shape, maximumError: .nan, relativeError: .nan,
                cosine: .nan, problem: text)
        }
        guard let computed else { return problem("this model has no such stage") }
        // What depends on the flow time alone is computed once for all samples.
        let isShared = computed.shape.first == 1 && computed.shape.dropFirst() == expected.shape.dropFirst()
        guard computed.shape == expected.shape || isShared else {
            return problem("its shape here is \(computed.shape)")
        }
        let (a, b) = (computed.to(.float64).expand(expected.shape).reshape([-1]), expected.to(.float64).reshape([-1]))
        let difference = a - b
        let (normA, normB) = (a.vectorNorm().double, b.vectorNorm().double)
        return Row(
            group: group, stage: stage, shape: expected.shape,
            maximumError: difference.count == 0 ? 0 : difference.abs().max().double,
            relativeError: difference.vectorNorm().double
                / max(normB, ModelVerification.zero * Double(expected.count).squareRoot()),
            cosine: (a * b).sum().double / max(normA * normB, .leastNormalMagnitude), problem: nil)
    }
}
