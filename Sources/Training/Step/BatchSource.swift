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
        _ loader: DataLoader<ForesightSample<ModelInput>>, processor: EagleProcessor, config: ActionHeadConfig,
        draws: Int, seed: Int
    ) {
        func sight(_ inputs: [ModelInput]) -> TrainingBatch.Sight {
            .input(ModelBatch(inputs, padding: processor).input)
        }
        self.init(
            next: {
                let samples = try loader.next()
                let inputs = samples.map(\.payload.now)
                let future = samples.compactMap(\.payload.future?.payload)
                return TrainingBatch(
                    samples.map(\.id), inputs.map(\.numbers), sight: sight(inputs),
                    future: future.isEmpty ? nil : .init(sight: sight(future), tokens: future.map(\.tokens.count)),
                    config: config, draws: draws, seed: seed)
            }, waitSeconds: { loader.waitSeconds })
    }

    /// Samples whose features may be stored.
    convenience init(
        _ loader: DataLoader<ForesightSample<FeatureSample>>, features: BackboneFeatures, config: ActionHeadConfig,
        draws: Int, seed: Int
    ) {
        self.init(
            next: {
                let samples = try loader.next()
                let now = samples.map { PreparedSample(id: $0.id, payload: $0.payload.now) }
                let future = samples.compactMap(\.payload.future)
                return TrainingBatch(
                    now.map(\.id), now.map(\.payload.numbers), sight: try features(now),
                    future: future.isEmpty
                        ? nil : .init(sight: try features(future), tokens: future.map(\.payload.tokens)),
                    config: config, draws: draws, seed: seed)
            }, waitSeconds: { loader.waitSeconds })
    }

    /// The micro-batches of one optimiser step.
    func next(accumulation: Int) throws -> [TrainingBatch] { try (0..<accumulation).map { _ in try makeNext() } }

    /// Seconds that were spent waiting for data.
    var waitSeconds: Double { wait() }
}

extension TrainingBatch {
    /// Samples side by side, each with the noises, times and dropout of its position in the stream. One without actions has
    /// time 0: noise alone, which is what a policy starts from that knows nothing of its actions yet.
    init(
        _ ids: [SampleID], _ numbers: [StateActionInput], sight: Sight, future: Future? = nil, config: ActionHeadConfig,
        draws count: Int, seed: Int
    ) {
        let draws = ids.flatMap { id in
            (0..<count).map { FlowMatchingDraw(config, seed: seed, position: id.position, draw: $0) }
        }
        let state = numbers[0].state
        let shape = [ids.count, config.actionHorizon, config.actionDim]
        let values = config.actionHorizon * config.actionDim
        let acted = numbers.map { $0.action != nil }
        self.init(
            sight: sight, future: future,
            state: Tensor(
                numbers.flatMap { $0.state.values.map(Float.init) }, [ids.count, state.rows, state.columns]),
            embodiments: numbers.map(\.embodimentID),
            actions: Tensor(
                numbers.flatMap { $0.action?.values.map(Float.init) ?? Array(repeating: 0, count: values) }, shape),
            mask: Tensor(numbers.flatMap { $0.actionMask ?? Array(repeating: false, count: values) }, shape),
            acted: acted.contains(false) ? Tensor(acted, [ids.count, 1, 1]) : nil,
            noise: Tensor.stack(draws.map(\.noise)),
            time: Tensor(draws.indices.map { acted[$0 / count] ? draws[$0].time : 0 }, [draws.count]),
            dropoutSeeds: stride(from: 0, to: draws.count, by: count).map { draws[$0].dropoutSeed }, samples: ids)
    }
}
