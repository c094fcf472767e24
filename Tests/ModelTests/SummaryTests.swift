import Foundation
import Model
import NeuralNetwork
import TestSupport
import Testing

@Suite struct SummaryTests {
    @Test func countsOfTheFullModel() throws {
        let summary = try ModelSummary(ModelPreset.n15.config, .eagle25)
        #expect(summary.root.parameters == 2_413_522_880)
        #expect(summary.root.tunedParameters == 1_068_806_144)
        let visual = try ModelSummary(ModelPreset.n15.config, .eagle25, tune: TuneFlags(visual: true))
        #expect(visual.root.tunedParameters == 1_498_848_192)

        let n1 = try ModelSummary(ModelPreset.n1.config, .eagle2)
        #expect(n1.root.parameters == 2_190_016_752)
        #expect(n1.root.children.map(\.parameters) == [1_335_279_856, 854_736_896])
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared"), arguments: [ModelPreset.n15, .n1])
    func keysAndShapesOfTheFullModel(_ preset: ModelPreset) throws {
        let name = preset == .n1 ? "n1" : "n15"
        let file = Shared.fixtures.appending(path: "\(name)_full_state_dict_keys.json")
        let expected = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: [Any]])
        var shapes = expected.compactMapValues { $0.first as? [Int] }
        shapes["backbone.eagle_model.language_model.lm_head.weight"] = nil
        let summary = try ModelSummary(preset.config, preset.config.family.eagle)
        #expect(Dictionary(uniqueKeysWithValues: summary.declarations.map { ($0.key, $0.shape) }) == shapes)
    }

    @Test(arguments: [ModelPreset.nano, .nanoN1]) func aNanoCheckpointIsWrittenAndLoadsStrictly(_ preset: ModelPreset)
        throws
    {
        try withTemporaryDirectory { directory in
            let eagle = preset.eagle(vocabulary: 300, imageToken: 299)
            try RandomCheckpoint.write(preset.config, eagle, to: directory, dtype: .bfloat16, seed: 1)
            let model = try GR00TModel(loading: directory, precision: .packed)
            #expect(model.eagle == eagle && model.config == preset.config)
        }
    }
}
