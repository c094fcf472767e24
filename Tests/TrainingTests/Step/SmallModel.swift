import Foundation
import Model
import NeuralNetwork
import TestSupport
import Torch
import Training

/// A nano model with random weights and made-up batches, for what needs no data.
enum SmallModel {
    static let embodiments = [24, 31]

    static func step(
        _ dtype: ComputeDtype = .float32, tune: TuneFlags = TuneFlags(), maxGradNorm: Double = 1,
        optimizer: OptimizerKind = .adamW
    ) throws -> TrainingStep {
        let preset = ModelPreset.nano
        let plan = TrainingPlan(
            precision: dtype.precision, frozenPrecision: dtype.frozenPrecision, embodiments: embodiments,
            tunes: tune.tunes, carriesGradients: tune.carriesGradients)
        let model = try GR00TModel(
            preset.config, preset.eagle(vocabulary: 512, imageToken: 300), parameters: .random(seed: 1, training: plan))
        let parameters = model.parameters.tunedKeys.compactMap { key in
            model.parameters.tensors[key].map {
                (key: key, tensor: $0, master: Tensor?.none, decays: WeightDecayRule.decays(key: key))
            }
        }
        return TrainingStep(
            model, AdamW(parameters, options: AdamWOptions(moments: optimizer.moments)), maxGradNorm: maxGradNorm)
    }

    /// `count` samples from position `start` on, with features instead of pictures. Robots of two kinds in turn, one with 26
    /// and one with 6 joints.
    static func batch(_ start: Int, _ count: Int, dropout: Bool = true, robots: Int = 2) -> TrainingBatch {
        let config = ModelPreset.nano.config.actionHead
        let positions = start..<start + count
        let draws = positions.map { FlowMatchingDraw(config, seed: 7, position: $0) }
        func drawn(_ shape: [Int], _ salt: UInt64) -> Tensor {
            Tensor.stack(positions.map { Tensor.normal(shape, seed: salt &+ UInt64($0)) })
        }
        let widths = positions.map { $0 % robots == 0 ? 26 : 6 }
        let mask = widths.flatMap { width in
            (0..<config.actionHorizon).flatMap { _ in (0..<config.actionDim).map { $0 < width } }
        }
        return TrainingBatch(
            sight: .features(drawn([40, config.backboneEmbeddingDim], 1000)),
            state: drawn([1, config.maxStateDim], 2000),
            embodiments: positions.map { embodiments[$0 % robots] },
            actions: drawn([config.actionHorizon, config.actionDim], 3000),
            mask: Tensor(mask, [count, config.actionHorizon, config.actionDim]),
            noise: Tensor.stack(draws.map(\.noise)), time: Tensor(draws.map(\.time), [count]),
            dropoutSeeds: dropout ? draws.map(\.dropoutSeed) : [],
            samples: positions.map { SampleID(position: $0, epoch: 0, dataset: 0, episode: $0, row: 0, seed: 0) })
    }

    /// All trained weights in a row.
    static func weights(_ step: TrainingStep) -> [Float] { step.optimizer.parameters.flatMap { $0.master.floats } }
}
