import Foundation
import Model
import TestSupport
import Testing

@Suite struct ComparisonTests {
    private static func facts(_ preset: ModelPreset, pictures: Int = 1) throws -> ModelFacts {
        let eagle = preset.isNano ? preset.eagle(vocabulary: 300, imageToken: 299) : preset.config.family.eagle
        return try ModelFacts(name: preset.rawValue, preset.config, eagle, pictures: pictures)
    }

    private static let pairs: [(ModelPreset, ModelPreset)] = [
        (.n1, .n15), (.n15, .n1), (.nano, .nanoN1), (.nano96, .n15), (.nanoN1, .n1),
    ]

    @Test(arguments: pairs) func whatDiffersIsMarkedAndNothingElse(_ one: ModelPreset, _ other: ModelPreset) throws {
        let comparison = ModelComparison(try Self.facts(one), try Self.facts(other))
        #expect(Set(comparison.facts.map(\.key)).count == comparison.facts.count)
        #expect(comparison.facts.contains(where: \.isChanged) && comparison.facts.contains { !$0.isChanged })
        for fact in comparison.facts {
            #expect(fact.isChanged == (fact.first != fact.second), "\(fact)")
            #expect((fact.change == .new) == (fact.first == .absent), "\(fact)")
            #expect((fact.change == .gone) == (fact.second == .absent), "\(fact)")
            #expect(fact.isChanged || fact.lesson == nil, "\(fact)")
        }
        let back = ModelComparison(comparison.second, comparison.first)
        #expect(back.facts.map(\.key) == comparison.facts.map(\.key))
        #expect(back.facts.map(\.first) == comparison.facts.map(\.second))
        #expect(!comparison.lessons.isEmpty && Set(comparison.lessons).isDisjoint(with: back.lessons))
    }

    @Test func aModelIsLikeItself() throws {
        let comparison = ModelComparison(try Self.facts(.n15), try Self.facts(.n15))
        #expect(!comparison.facts.contains(where: \.isChanged) && comparison.lessons.isEmpty)
        #expect(comparison.published == nil)
    }

    @Test func resultsArePublishedOfNVIDIAsModelsOnly() throws {
        let published = ModelComparison(try Self.facts(.n15), try Self.facts(.n1)).published
        let rows = try #require(published).rows
        #expect(rows.count == 14 && rows.allSatisfy { $0.n15 != nil })
        #expect(ModelComparison(try Self.facts(.nanoN1), try Self.facts(.nano)).published == nil)
        #expect(ModelComparison(try Self.facts(.n1), try Self.facts(.nano)).published == nil)
    }

    @Test func whatN15Changed() throws {
        let comparison = ModelComparison(try Self.facts(.n1), try Self.facts(.n15))
        func values(_ key: String) -> [FactValue]? { comparison[key].map { [$0.first, $0.second] } }
        #expect(values("connector.tokens") == [.integer(64), .integer(256)])
        #expect(values("adapter.projection") == [.text("2048 → 1536"), .absent])
        #expect(values("adapter.layers") == [.absent, .integer(4)])
        #expect(values("action_head.future_tokens") == [.absent, .integer(32)])
        #expect(values("action_head.sequence") == [.integer(17), .integer(49)])
        #expect(values("training.vision") == [.text("tuned"), .text("frozen")])
        #expect(values("training.keeps_features") == [.text("no"), .text("yes")])
        #expect(values("cost.prompt") == [.integer(99), .integer(294)])
        #expect(values("cost.parameters") == [.integer(2_190_016_752), .integer(2_413_522_880)])
        #expect(values("training.tuned_parameters")?.last == .integer(1_068_806_144))
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared"), arguments: [ModelPreset.n15, .n1])
    func partsHaveTheReferencesParameters(_ preset: ModelPreset) throws {
        let name = preset == .n1 ? "n1" : "n15"
        let file = Shared.fixtures.appending(path: "\(name)_full_state_dict_keys.json")
        let keys = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: [Any]])
        let prefixes: [ModelPart: [String]] = [
            .vision: ["vision_model."], .connector: ["mlp1."], .language: ["language_model.model."],
            .projection: ["backbone.linear."], .adapter: ["action_head.vlln.", "action_head.vl_self_attention."],
            .futureTokens: ["action_head.future_tokens."], .dit: ["action_head.model."],
            .projectors: [
                "action_head.state_encoder.", "action_head.action_encoder.", "action_head.action_decoder.",
                "action_head.position_embedding.",
            ],
        ]
        let facts = try Self.facts(preset)
        for part in ModelPart.allCases {
            let own = try keys.filter { key, _ in
                let inside = key.replacing("backbone.eagle_model.", with: "").replacing("backbone.model.", with: "")
                return try #require(prefixes[part]).contains { inside.hasPrefix($0) }
            }
            let count = own.values.reduce(0) { $0 + ($1.first as? [Int] ?? []).reduce(1, *) }
            #expect(facts.parameters(of: part) == (own.isEmpty ? nil : count), "\(part)")
        }
    }

    /// Every matrix of the model, times two, times the rows that are multiplied by it; and the attentions.
    @Test(arguments: [ModelPreset.n15, .n1, .nano, .nanoN1], [1, 3])
    func costIsThatOfEveryMatrix(_ preset: ModelPreset, pictures: Int) throws {
        let facts = try Self.facts(preset, pictures: pictures)
        let (config, eagle) = (facts.config, facts.eagle)
        let (head, dit, side) = (config.actionHead, config.actionHead.diffusionModel, eagle.forceImageSize / 14)
        let (patches, tokens, rows) = (side * side, facts.promptTokens, facts.sequenceTokens)
        var (vision, language, encode, step) = (0, 0, 0, 0)
        for declaration in try ModelSummary(config, eagle).declarations where declaration.isUsed {
            let (key, matrix) = (declaration.key, 2 * declaration.count)
            let path = key.split(separator: ".")
            let robot = matrix / head.maxNumEmbodiments
            guard declaration.shape.count > 1, !key.contains("embed_tokens"), !key.contains("position_embedding"),
                !key.contains("future_tokens"), !key.contains("norm1.linear"), !key.contains("timestep_embedder"),
                !key.contains("proj_out_1")
            else { continue }
            if key.contains(".vision_model.") {
                vision += pictures * patches * matrix
            } else if key.contains(".mlp1.") {
                vision += pictures * eagle.tokensPerTile * matrix
            } else if key.hasPrefix("backbone.") {
                language += tokens * matrix
            } else if key.contains("vl_self_attention") {
                encode += tokens * matrix
            } else if key.contains("state_encoder") {
                encode += path.last == "W" ? robot : 0
            } else if key.contains("action_encoder") {
                step += path.last == "W" ? config.actionHorizon * robot : 0
            } else if key.contains("action_decoder") {
                step += path.last == "W" ? rows * robot : 0
            } else if key.contains("to_k") || key.contains("to_v"), (Int(path[3]) ?? 0) % 2 == 0 {
                encode += tokens * matrix
            } else {
                step += rows * matrix
            }
        }
        vision += pictures * eagle.vision.numHiddenLayers * 4 * patches * patches * eagle.vision.hiddenSize
        language +=
            config.backbone.selectLayer * 4 * tokens * tokens * eagle.text.numAttentionHeads * eagle.text.headDim
        encode += (facts.mixer?.numLayers ?? 0) * 4 * tokens * tokens * (facts.mixer?.width ?? 0)
        step += dit.numLayers / 2 * 4 * rows * (tokens + rows) * dit.width
        #expect(facts.cost.vision == Double(vision))
        #expect(facts.cost.language == Double(language))
        #expect(facts.cost.headEncode == Double(encode))
        #expect(facts.cost.denoisingStep == Double(step))
        #expect(facts.flops == Double(vision + language + encode + 4 * step))
    }
}
