import Model
import NeuralNetwork
import Torch
import Training

/// The ``SmallModel`` that also learns to foresee, and batches with a future.
enum ForesightModel {
    static func step(
        _ dtype: ComputeDtype = .float32, tune: TuneFlags = TuneFlags(), coefficient: Double = 0.2,
        target: FlareTarget = .average(decay: 0.9)
    ) throws -> TrainingStep {
        let model = try SmallModel.step(dtype, tune: tune).model
        let projector = FutureProjector(model.config.actionHead, dtype: dtype, seed: 3)
        let optimizer = AdamW(
            [model.parameters, projector.parameters].flatMap { store in
                store.tunedKeys.compactMap { key in
                    store.tensors[key].map {
                        (key: key, tensor: $0, master: Tensor?.none, decays: WeightDecayRule.decays(key: key))
                    }
                }
            })
        var options = FlareOptions()
        (options.coefficient, options.target) = (coefficient, target)
        return TrainingStep(
            model, optimizer, maxGradNorm: 1, alignment: FutureAlignment(options, model, projector, optimizer))
    }

    /// `count` samples from position `start` on.
    /// - Parameter isVideo: says of a position whether its sample has no actions.
    static func batch(_ start: Int, _ count: Int, isVideo: (Int) -> Bool = { _ in false }) -> TrainingBatch {
        let whole = SmallModel.batch(start, count)
        let positions = start..<start + count
        let acted = positions.map { !isVideo($0) }
        let kept = Tensor(acted, [count, 1, 1])
        let numbers = kept.to(.float32)
        let width = ModelPreset.nano.config.actionHead.backboneEmbeddingDim
        let future = Tensor.stack(positions.map { Tensor.normal([40, width], seed: 5000 + UInt64($0)) })
        return TrainingBatch(
            sight: whole.sight,
            future: .init(sight: .features(future), tokens: positions.map { 40 - $0 % 5 }), state: whole.state,
            embodiments: whole.embodiments, actions: whole.actions * numbers,
            mask: kept.selecting(input: whole.mask, other: Tensor([false], [1])),
            acted: acted.contains(false) ? kept : nil, noise: whole.noise, time: whole.time * numbers.view([count]),
            dropoutSeeds: whole.dropoutSeeds, samples: whole.samples)
    }

    /// The gradients of all tuned parameters whose keys start so.
    static func gradients(_ step: TrainingStep, _ prefix: String) -> [Tensor?] {
        step.optimizer.parameters.filter { $0.key.hasPrefix(prefix) }.map(\.tensor.grad)
    }

    static func largest(_ gradients: [Tensor?]) -> Double {
        gradients.map { $0?.abs().max().double ?? 0 }.max() ?? 0
    }
}
