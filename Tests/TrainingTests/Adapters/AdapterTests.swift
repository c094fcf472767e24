import Foundation
import Model
import NeuralNetwork
import TestSupport
import Testing
import Torch
import Training

/// Low-rank adapters in a model: where they are, what they change, and what they leave alone.
@Suite(.trains) struct AdapterTests {
    /// q, k and v of the DiT and of the features' self-attention, under PEFT's names; nothing else.
    @Test func theHeadsAttentionAlone() throws {
        let adapted = try AdaptedModel(LoRAConfig(rank: 4))
        let blocks =
            (0..<4).map { "action_head.model.transformer_blocks.\($0)" }
            + (0..<2).map { "action_head.vl_self_attention.transformer_blocks.\($0)" }
        let expected = blocks.flatMap { block in
            ["to_q", "to_k", "to_v"].flatMap { part in
                ["lora_A", "lora_B"].map { "\(block).attn1.\(part).\($0).weight" }
            }
        }
        #expect(Set(adapted.adapters) == Set(expected))
        let tensors = adapted.model.parameters.tensors
        let key = "action_head.model.transformer_blocks.0.attn1.to_k"
        #expect(tensors["\(key).lora_A.weight"]?.shape == [4, 128])
        #expect(tensors["\(key).lora_B.weight"]?.shape == [128, 4])
        #expect(tensors["\(key).lora_B.weight"]?.floats.allSatisfy { $0 == 0 } == true)
        let bound = 1 / Float(128).squareRoot()
        let drawn = try #require(tensors["\(key).lora_A.weight"]?.floats)
        #expect(drawn.allSatisfy { abs($0) <= bound } && drawn.contains { abs($0) > 0.9 * bound })
    }

    @Test func theWholeModel() throws {
        let keys = try AdaptedModel(LoRAConfig(rank: 2, isFullModel: true)).adapters
        let layers = Set(keys.map { $0.components(separatedBy: ".lora_")[0] })
        let vision = (0..<3).flatMap { layer in
            ["q", "k", "v"].map {
                "backbone.eagle_model.vision_model.vision_model.encoder.layers.\(layer).self_attn.\($0)_proj"
            }
        }
        let language = (0..<3).flatMap { layer in
            ["q", "k", "v"].map { "backbone.eagle_model.language_model.model.layers.\(layer).self_attn.\($0)_proj" }
        }
        #expect(layers.filter { $0.hasPrefix("backbone.") } == Set(vision + language))
        #expect(layers.filter { $0.hasPrefix("action_head.") }.count == 18)
    }

    /// B is zero, so a new adapter changes nothing, bit for bit.
    @Test func aNewAdapterChangesNothing() throws {
        let adapted = try AdaptedModel(LoRAConfig(rank: 4, isFullModel: true))
        let plain = try GR00TModel(NanoRun.preset.config, NanoRun.eagle, loading: .random(seed: 3))
        #expect(try AdaptedModel.actions(adapted.model) == AdaptedModel.actions(plain))
    }

    @Test(arguments: [false, true], [ComputeDtype.float32, .bfloat16])
    func trainingMovesTheAdaptersAlone(_ isFull: Bool, _ dtype: ComputeDtype) throws {
        let adapted = try AdaptedModel(LoRAConfig(rank: 4, isFullModel: isFull), dtype: dtype)
        let (store, tuned) = (adapted.model.parameters, Set(adapted.adapters))
        func values(_ isTuned: Bool) -> [String: [Float]] {
            store.tensors.filter { tuned.contains($0.key) == isTuned }.mapValues { $0.to(.float32).floats }
        }
        let (frozen, before) = (values(false), values(true))
        let step = TrainingStep(adapted.model, adapted.optimizer, maxGradNorm: 1)
        let losses = try (0..<4).map { _ in
            try step([AdaptedModel.batch(0..<2, dropout: false)], learningRate: 1e-2).loss
        }
        #expect(losses[3] < losses[0])
        #expect(values(false) == frozen)
        let after = values(true)
        let still = before.keys.filter { before[$0] == after[$0] }
        #expect(still.isEmpty, "\(still)")
    }
}
