import Dataset
import Foundation
import Model
import NeuralNetwork
import Parquet
import TestSupport
import Testing
import Torch
import Training

/// A loss that is not finite never reaches the weights.
@Suite(.trains) struct NonFiniteTests {
    /// Two samples, the second of which has `value` in its actions.
    private static func batch(_ value: Float) -> TrainingBatch {
        let config = NanoRun.preset.config.actionHead
        let shape = [2, config.actionHorizon, config.actionDim]
        var actions = [Float](repeating: 0.1, count: shape.reduce(1, *))
        actions[actions.count - 1] = value
        return TrainingBatch(
            sight: .features(Tensor.normal([2, 9, config.backboneEmbeddingDim], seed: 1)),
            state: Tensor.normal([2, 1, config.maxStateDim], seed: 2), embodiments: [31, 31],
            actions: Tensor(actions, shape), mask: Tensor(Array(repeating: true, count: actions.count), shape),
            noise: Tensor.normal(shape, seed: 3), time: Tensor([Float(0.3), 0.7], [2]), dropoutSeeds: [1, 2],
            samples: [
                SampleID(position: 0, epoch: 0, dataset: 0, episode: 4, row: 1, seed: 0),
                SampleID(position: 1, epoch: 0, dataset: 0, episode: 7, row: 2, seed: 0),
            ])
    }

    @Test(arguments: [Float.nan, .infinity, 1e30], [ComputeDtype.float32, .bfloat16])
    func theWeightsStay(_ value: Float, _ dtype: ComputeDtype) throws {
        let tune = TuneFlags()
        let plan = TrainingPlan(
            precision: dtype.precision, frozenPrecision: dtype.precision, embodiments: [31], tunes: tune.tunes,
            carriesGradients: tune.carriesGradients)
        let model = try GR00TModel(
            NanoRun.preset.config, NanoRun.eagle, loading: .random(seed: 1, training: plan))
        let store = model.parameters
        let optimizer = AdamW(
            store.tunedKeys.compactMap { key in
                store.tensors[key].map { (key: key, tensor: $0, master: Tensor?.none, decays: false) }
            })
        let step = TrainingStep(model, optimizer, maxGradNorm: 1)
        let good = try step([Self.batch(0.1)], learningRate: 1e-3)
        #expect(good.isFinite && good.offenders.isEmpty)
        let before = optimizer.parameters.map { $0.master.floats }
        let moments = optimizer.parameters.map { $0.momentValues?.mean.floats }

        let bad = try step([Self.batch(0.1), Self.batch(value)], learningRate: 1e-3)
        #expect(!bad.isFinite)
        #expect(bad.offenders.map(\.episode) == [7])
        #expect(optimizer.parameters.map { $0.master.floats } == before)
        #expect(optimizer.parameters.map { $0.momentValues?.mean.floats } == moments)
        #expect(optimizer.stepCount == 1)

        // The next step is as if the bad one had not been.
        let next = try step([Self.batch(0.1)], learningRate: 1e-3)
        #expect(next.isFinite && next.loss < good.loss)
    }

    /// Numbers that are finite and far outside of the statistics: the loss overflows in every step.
    @Test func manyInARowEndTheRunAndNameTheLastGoodCheckpoint() async throws {
        let nano = try NanoRun.shared.get()
        try await withTemporaryDirectory { directory in
            let dataset = directory.appending(path: "reach")
            try FileManager.default.copyItem(at: nano.dataset, to: dataset)
            let statistics = try LeRobotDataset(dataset).computeStatistics()
            try JSONEncoder().encode(statistics).write(to: dataset.appending(path: "meta/stats.json"))
            let output = directory.appending(path: "run")
            var arguments = nano.arguments(output)
            arguments.datasetPaths = [dataset.path]
            arguments.maxNonFiniteSteps = 2
            _ = try await nano.train(arguments, until: 2)
            let saved = try NanoRun.tensors(output.appending(path: "checkpoint-2"))

            for episode in 0..<2 {
                let file = dataset.appending(path: "data/chunk-000/episode_00000\(episode).parquet")
                let columns = try ParquetFile.read(file).columns.map { column in
                    guard column.name == "action" else { return column }
                    let vectors = try column.vectors()
                    return ParquetColumn(
                        column.name,
                        .fixedList(
                            rows: column.count, width: vectors.width,
                            elements: ParquetArray(.float(vectors.values.map { Float($0) * 1e30 }))))
                }
                try ParquetFile.write(ParquetTable(columns: columns), to: file)
            }
            let resumed = arguments
            let error = await #expect(throws: TrainingError.self) { _ = try await nano.train(resumed, resumes: true) }
            let failure = try #require(error)
            #expect(failure.isFailureOfWork)
            for text in ["2 steps in a row", "step 4", "checkpoint-2", "reach episode"] {
                #expect("\(failure)".contains(text), "\(failure)")
            }
            #expect(try NanoRun.tensors(output.appending(path: "checkpoint-2")) == saved)
            let checkpoints = try FileManager.default.contentsOfDirectory(atPath: output.path)
                .filter { $0.hasPrefix("checkpoint-") }
            #expect(checkpoints == ["checkpoint-2"])
        }
    }
}
