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
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared")) func keysAndShapesOfTheFullModel() throws {
        let file = Shared.fixtures.appending(path: "n15_full_state_dict_keys.json")
        let expected = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: [Any]])
        var shapes = expected.compactMapValues { $0.first as? [Int] }
        shapes["backbone.eagle_model.language_model.lm_head.weight"] = nil
        let summary = try ModelSummary(ModelPreset.n15.config, .eagle25)
        #expect(Dictionary(uniqueKeysWithValues: summary.declarations.map { ($0.key, $0.shape) }) == shapes)
    }

    @Test func aNanoCheckpointIsWrittenAndLoadsStrictly() throws {
        try withTemporaryDirectory { directory in
            let eagle = ModelPreset.nano.eagle(vocabulary: 300, imageToken: 299)
            try RandomCheckpoint.write(ModelPreset.nano.config, eagle, to: directory, dtype: .bfloat16, seed: 1)
            let model = try GR00TN15(loading: directory, precision: .packed)
            #expect(model.eagle == eagle && model.config == ModelPreset.nano.config)
        }
    }
}
