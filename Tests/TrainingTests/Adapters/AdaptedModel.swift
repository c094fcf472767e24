import Checkpoint
import Foundation
import Model
import NeuralNetwork
import Torch
import Training

/// A nano model with adapters beside its frozen matrices, as it is in training, and what it is given to see.
struct AdaptedModel {
    let model: GR00TModel

    /// - Parameters:
    ///   - base: directory of a checkpoint; random weights where absent.
    ///   - adapter: directory of trained matrices; new ones where absent.
    init(_ config: LoRAConfig, base: URL? = nil, adapter: URL? = nil, dtype: ComputeDtype = .float32) throws {
        let weights = try adapter.map { TensorSource(try ModelWeights($0, stem: AdapterConfigFile.stem)) }
        let isFull = config.isFullModel
        let plan = TrainingPlan(
            precision: dtype.precision, frozenPrecision: dtype.precision,
            adapters: AdapterPlan(config, weights: weights, seed: 5), embodiments: [31], tunes: TuneFlags().tunes,
            carriesGradients: { isFull || TuneFlags().carriesGradients($0) })
        let store = try base.map {
            ParameterStore.loading(TensorSource(try ModelWeights($0)), training: plan)
        }
        model = try GR00TModel(
            NanoRun.preset.config, NanoRun.eagle, loading: store ?? .random(seed: 3, training: plan))
    }

    var adapters: [String] { model.parameters.tunedKeys }

    var optimizer: AdamW {
        AdamW(
            adapters.compactMap { key in
                model.parameters.tensors[key].map { (key: key, tensor: $0, master: Tensor?.none, decays: true) }
            })
    }

    /// An instruction and `tiles` pictures for each of `samples`.
    static func input(samples: Range<Int> = 0..<1, tiles: Int = 1) -> VisionLanguageInput {
        let eagle = NanoRun.eagle
        let words = [Int64](1...6)
        let ids = words + Array(repeating: Int64(eagle.imageTokenIndex), count: eagle.tokensPerTile * tiles) + words
        let size = eagle.forceImageSize
        return VisionLanguageInput(
            inputIDs: Tensor(samples.flatMap { _ in ids }, [samples.count, ids.count]), attentionMask: nil,
            pixels: Tensor.cat(
                samples.flatMap { sample in
                    (0..<tiles).map { Tensor.normal([1, 3, size, size], seed: UInt64(10 * sample + $0)) * 0.3 }
                }))
    }

    /// Samples that each have their own pictures, numbers, noise and dropout.
    static func batch(_ samples: Range<Int>, tiles: Int = 1, dropout: Bool = true) -> TrainingBatch {
        let config = NanoRun.preset.config.actionHead
        func normal(_ shape: [Int], _ kind: UInt64) -> Tensor {
            Tensor.stack(samples.map { Tensor.normal(shape, seed: kind &+ UInt64($0)) })
        }
        let shape = [config.actionHorizon, config.actionDim]
        return TrainingBatch(
            sight: .input(input(samples: samples, tiles: tiles)), state: normal([1, config.maxStateDim], 100),
            embodiments: samples.map { _ in 31 }, actions: normal(shape, 200),
            mask: Tensor(Array(repeating: true, count: samples.count * shape[0] * shape[1]), [samples.count] + shape),
            noise: normal(shape, 300), time: Tensor(samples.map { Float($0 + 1) / 8 }, [samples.count]),
            dropoutSeeds: dropout ? samples.map { 77 &+ UInt64($0) } : [])
    }

    /// What a model makes of the same noise.
    static func actions(_ model: GR00TModel, tiles: Int = 1) throws -> [Float] {
        let head = model.config.actionHead
        return try withNoGrad {
            try model.sample(
                model.encode(input(tiles: tiles)), state: Tensor.normal([1, 1, head.maxStateDim], seed: 1),
                embodiments: [31],
                noise: Tensor.normal([1, head.actionHorizon, head.actionDim], seed: 2)
            ).floats
        }
    }
}
