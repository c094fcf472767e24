import Model
import NeuralNetwork
import Testing
import Torch
import Training

/// The dropout before the adapters: in training only, in the backbone too, and each sample's own.
@Suite struct AdapterDropoutTests {
    /// A model whose adapters have a say, and whose only dropout is theirs.
    private static func trained(_ config: LoRAConfig) throws -> AdaptedModel {
        let adapted = try AdaptedModel(config)
        withNoGrad {
            for key in adapted.adapters where key.contains("lora_B") {
                guard let matrix = adapted.model.parameters.tensors[key] else { continue }
                matrix.copyInPlace(Tensor.normal(matrix.shape, seed: 9) * 0.05)
            }
        }
        return adapted
    }

    private static func loss(_ adapted: AdaptedModel, _ batch: TrainingBatch) throws -> Double {
        try withNoGrad {
            try TrainingStep(adapted.model, adapted.optimizer, maxGradNorm: 0).loss(of: batch).sum.double
        }
    }

    @Test func onlyInTraining() throws {
        let adapted = try Self.trained(LoRAConfig(rank: 4, dropout: 0.5, isFullModel: true))
        let actions = try AdaptedModel.actions(adapted.model)
        let dropped = try Self.loss(adapted, AdaptedModel.batch(0..<1))
        let whole = try Self.loss(adapted, AdaptedModel.batch(0..<1, dropout: false))
        #expect(dropped != whole)
        #expect(try Self.loss(adapted, AdaptedModel.batch(0..<1)) == dropped)
        #expect(try AdaptedModel.actions(adapted.model) == actions)
    }

    /// With adapters in the backbone its features are drawn too; with those of the head alone they are not.
    @Test(arguments: [true, false]) func theBackboneTakesPart(_ isFull: Bool) throws {
        let adapted = try Self.trained(LoRAConfig(rank: 4, dropout: 0.5, isFullModel: isFull))
        let input = AdaptedModel.input()
        func features(_ seeds: [UInt64]) throws -> [Float] {
            try withNoGrad {
                try adapted.model.parameters.dropout.training(seeds: seeds) { try adapted.model.features(input).floats }
            }
        }
        let plain = try features([])
        #expect((try features([1]) != plain) == isFull)
        #expect((try features([1]) != features([2])) == isFull)

        // And a step asks for it: its loss is that of features which were drawn in the same pass.
        let batch = AdaptedModel.batch(0..<1)
        let expected = try withNoGrad {
            try adapted.model.parameters.dropout.training(seeds: batch.dropoutSeeds) {
                let context = try adapted.model.encode(input)
                return try adapted.model.loss(
                    context, state: batch.state, embodiments: batch.embodiments, actions: batch.actions,
                    mask: batch.mask, noise: batch.noise, time: batch.time
                ).sum.double
            }
        }
        #expect(try Self.loss(adapted, batch) == expected)
    }

    /// A sample drops the same values alone and beside others, also where it has several cameras: the tower sees their
    /// pictures one below the other.
    @Test(arguments: [1, 2]) func aSampleIsItsOwn(tiles: Int) throws {
        let adapted = try Self.trained(LoRAConfig(rank: 4, dropout: 0.5, isFullModel: true))
        let together = try Self.loss(adapted, AdaptedModel.batch(0..<3, tiles: tiles))
        let apart = try (0..<3).reduce(0) { try $0 + Self.loss(adapted, AdaptedModel.batch($1..<$1 + 1, tiles: tiles)) }
        // float32, another order of summation.
        #expect(abs(together - apart) < 1e-4 * apart)
    }
}
