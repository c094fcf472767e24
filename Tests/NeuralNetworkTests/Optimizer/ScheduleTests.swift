import Foundation
import NeuralNetwork
import TestSupport
import Testing

@Suite struct ScheduleTests {
    /// The values of transformers' `get_cosine_schedule_with_warmup` for 10,000 steps.
    @Test(arguments: [
        (0, 0, 0), (1, 2e-7, 1e-20), (500, 1e-4, 1e-20), (5000, 5.41289673e-5, 1e-13), (9999, 2.7e-12, 0.05e-12),
        (10_000, 0, 1e-20), (10_001, 0, 1e-20),
    ])
    func cosine(_ step: Int, _ rate: Double, _ digits: Double) {
        let schedule = CosineSchedule(peak: 1e-4, maxSteps: 10_000)
        #expect(schedule.warmupSteps == 500)
        #expect(abs(schedule.learningRate(after: step) - rate) <= digits)
    }

    @Test func shortRuns() {
        #expect(CosineSchedule(peak: 1, maxSteps: 1).learningRate(after: 0) == 0)
        #expect(CosineSchedule(peak: 1, maxSteps: 3, warmupRatio: 0).learningRate(after: 0) == 1)
        #expect(CosineSchedule(peak: 1, maxSteps: 0).learningRate(after: 0) == 1)
    }

    @Test(arguments: [
        ("action_head.state_encoder.layer1.W", true), ("action_head.state_encoder.layer1.b", true),
        ("action_head.future_tokens.weight", true), ("action_head.vlln.weight", false),
        ("action_head.vl_self_attention.transformer_blocks.0.norm3.weight", false),
        ("action_head.model.transformer_blocks.0.norm1.linear.weight", true),
        ("action_head.model.proj_out_1.bias", false),
        ("backbone.eagle_model.language_model.model.layers.0.input_layernorm.weight", true),
        ("backbone.eagle_model.language_model.model.layers.0.self_attn.q_norm.weight", true),
        ("backbone.eagle_model.language_model.model.norm.weight", true),
        ("backbone.eagle_model.vision_model.vision_model.head.attention.in_proj_bias", false),
        ("action_head.model.transformer_blocks.0.attn1.to_q.lora_A.weight", true), ("bias", false), ("w", true),
    ])
    func decay(_ key: String, _ decays: Bool) { #expect(WeightDecayRule.decays(key: key) == decays) }

    @Test func theConnectorsNormIsKnownByItsShape() {
        let key = "backbone.eagle_model.mlp1.0.weight"
        #expect(WeightDecayRule.decays(key: key) && WeightDecayRule.decays(key: key, shape: [2048, 1152]))
        #expect(!WeightDecayRule.decays(key: key, shape: [4608]))
    }

    /// Of the full-size model's vectors only the RMSNorms of the language model's 12 layers and its last one decay; all
    /// else does.
    @Test(.enabled(if: Shared.isPresent, "needs ../shared")) func decayInTheFullModel() throws {
        struct Entry: Decodable {
            let shape: [Int]
            init(from decoder: any Decoder) throws {
                var fields = try decoder.unkeyedContainer()
                shape = try fields.decode([Int].self)
            }
        }
        let file = Shared.fixtures.appending(path: "n15_full_state_dict_keys.json")
        let entries = try JSONDecoder().decode([String: Entry].self, from: Data(contentsOf: file))
        let rigid = entries.filter { !WeightDecayRule.decays(key: $0.key, shape: $0.value.shape) }
        #expect(rigid.values.allSatisfy { $0.shape.count == 1 })
        let yielding = entries.filter { $0.value.shape.count == 1 && rigid[$0.key] == nil }
        #expect(yielding.count == 12 * 4 + 1)
        #expect(yielding.keys.allSatisfy { $0.contains("language_model") && $0.contains("norm") })
        #expect(rigid.count == 438)
    }
}
