import Model
import Policy
import Tokenization
import Torch
import Transforms

/// Micro-batches as tensors, in the order of the sample stream.
final class BatchSource {
    private let makeNext: () throws -> TrainingBatch
    private let wait: () -> Double

    /// - Parameters:
    ///   - next: makes the next micro-batch.
    ///   - waitSeconds: spent waiting for data so far.
    init(next: @escaping () throws -> TrainingBatch, waitSeconds: @escaping () -> Double) {
        makeNext = next
        wait = waitSeconds
    }

    /// Whole samples: the backbone sees their pictures.
    convenience init(
        _ loader: DataLoader<ModelInput>, processor: EagleProcessor, config: ActionHeadConfig, draws: Int, seed: Int
    ) {
        self.init(
            next: {
                let samples = try loader.next()
                let input = ModelBatch(samples.map(\.payload), padding: processor).input
                return TrainingBatch(
                    samples.map(\.id), samples.map(\.payload.numbers), sight: .input(input), config: config,
                    draws: draws, seed: seed)
            }, waitSeconds: { loader.waitSeconds })
    }

    /// Samples whose features may be stored.
    convenience init(
        _ loader: DataLoader<FeatureSample>, features: BackboneFeatures, config: ActionHeadConfig, draws: Int, seed: Int
    ) {
        self.init(
            next: {
                let samples = try loader.next()
                return TrainingBatch(
                    samples.map(\.id), samples.map(\.payload.numbers), sight: try features(samples),
                    config: config, draws: draws, seed: seed)
            }, waitSeconds: { loader.waitSeconds })
    }

    /// The micro-batches of one optimiser step.
    func next(accumulation: Int) throws -> [TrainingBatch] { try (0..<accumulation).map { _ in try makeNext() } }

    /// Seconds that were spent waiting for data.
    var waitSeconds: Double { wait() }
}

extension TrainingBatch {
    /// Samples side by side, each with the noises, times and dropout of its position in the stream.
    init(
        _ ids: [SampleID], _ numbers: [StateActionInput], sight: Sight, config: ActionHeadConfig, draws count: Int,
        seed: Int
    ) {
        let draws = ids.flatMap { id in
            (0..<count).map { FlowMatchingDraw(config, seed: seed, position: id.position, draw: $0) }
        }
        let first = numbers[0]
        let shape = [ids.count, first.action?.rows ?? 0, first.action?.columns ?? 0]
        self.init(
            sight: sight,
            state: Tensor(
                numbers.flatMap { $0.state.values.map(Float.init) },
                [ids.count, first.state.rows, first.state.columns]),
            embodiments: numbers.map(\.embodimentID),
            actions: Tensor(numbers.flatMap { $0.action?.values.map(Float.init) ?? [] }, shape),
            mask: Tensor(numbers.flatMap { $0.actionMask ?? [] }, shape),
            noise: Tensor.stack(draws.map(\.noise)), time: Tensor(draws.map(\.time), [draws.count]),
            dropoutSeeds: stride(from: 0, to: draws.count, by: count).map { draws[$0].dropoutSeed }, samples: ids)
    }
}
