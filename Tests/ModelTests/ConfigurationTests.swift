import Foundation
import Model
import NeuralNetwork
import TestSupport
import Testing

/// `config.json` of both families, as the reference writes it and as it is written here.
@Suite struct ConfigurationTests {
    /// Keys of objects in objects, as `backbone_cfg.select_layer`.
    private static func keys(_ object: Any, _ path: String = "") -> Set<String> {
        guard let object = object as? [String: Any] else { return [] }
        return object.reduce(into: []) { result, pair in
            result.insert(path + pair.key)
            result.formUnion(keys(pair.value, "\(path)\(pair.key)."))
        }
    }

    @Test(.enabled(if: Shared.isPresent, "needs ../shared")) func n1IsReadAsTheReferenceBuildsIt() throws {
        let directory = Shared.fixtures.appending(path: "n1_tiny")
        let config = try GR00TConfig(directory.appending(path: "config.json"))
        #expect(config.family == .n1 && config.backbone.tuneVisual && !config.backbone.tuneLlm)
        #expect(config.backbone.projectorDim == 64 && config.backbone.projectToDim == 48)
        #expect(config.actionHead.backboneEmbeddingDim == 48 && config.actionHead.numTargetVisionTokens == 0)
        #expect(!config.actionHead.useVlln && config.actionHead.vlSelfAttention == nil)

        let eagle = try EagleConfig(directory: directory, .n1)
        #expect(eagle.isEagle2 && eagle.tokensPerTile == 64 && !eagle.text.normalizesHeads)
        #expect(eagle.text.headDim == 16 && eagle.text.ropeTheta == 130_000 && eagle.text.rmsNormEps == 1e-5)
    }

    /// N1's class refuses keys of `backbone_cfg` that it does not know.
    @Test(.enabled(if: Shared.isPresent, "needs ../shared")) func n1IsWrittenWithItsOwnKeysOnly() throws {
        let file = Shared.fixtures.appending(path: "n1_tiny/config.json")
        let original = try Data(contentsOf: file)
        let known = try Self.keys(JSONSerialization.jsonObject(with: original))
        for data in [try GR00TConfig(file).json(keepingUnknownOf: original), try ModelPreset.n1.config.json()] {
            let written = try Self.keys(JSONSerialization.jsonObject(with: data))
            #expect(written.subtracting(known).isEmpty, "\(written.subtracting(known))")
        }
        let kept = try Self.keys(JSONSerialization.jsonObject(with: GR00TConfig(file).json(keepingUnknownOf: original)))
        #expect(known.isSubset(of: kept))
    }

    @Test(arguments: [
        ("\"projector_dim\":128", "\"projector_dim\":64", "projector_dim"),
        ("\"scale_image_resolution\":1", "\"scale_image_resolution\":2", "scale_image_resolution"),
        ("\"num_image_token\":64", "\"num_image_token\":256", "num_image_token"),
        ("qwen2-chat", "plain", "template"), ("\"select_layer\":3", "\"select_layer\":9", "select_layer"),
        ("gr00t_n1", "gr00t_n1_5", "model_type"), ("\"backbone_cfg\"", "\"backbone\"", "backbone_cfg"),
    ]) func whatIsWrongIsNamed(_ old: String, _ new: String, _ key: String) throws {
        try withTemporaryDirectory { directory in
            let eagle = ModelPreset.nanoN1.eagle(vocabulary: 300, imageToken: 299)
            try eagle.json().write(to: directory.appending(path: "eagle_config.json"))
            let text = String(decoding: try ModelPreset.nanoN1.config.json(), as: UTF8.self).replacing(" ", with: "")
            try #require(text.contains(old), "\(text)")
            let file = directory.appending(path: "config.json")
            try Data(text.replacing(old, with: new).utf8).write(to: file)
            let error = #expect(throws: ModelError.self) {
                try ModelSummary(GR00TConfig(file), EagleConfig(directory: directory, .n1))
            }
            #expect("\(try #require(error))".contains(key), "\(String(describing: error))")
        }
    }

    @Test func robotsOfTheOtherFamilyAreRefused() throws {
        for (family, tag) in [(ModelFamily.n1, "oxe_droid"), (.n15, "franka"), (.n15, "so100")] {
            let other = try #require(ModelFamily.allCases.first { $0 != family })
            let robot = try #require(other.embodimentTags.first { $0.rawValue == tag })
            let error = #expect(throws: ModelError.self) { try family.check(robot) }
            let message = "\(try #require(error))"
            #expect(message.contains(tag) && message.contains("new_embodiment"))
        }
        for family in ModelFamily.allCases { for tag in family.embodimentTags { try family.check(tag) } }
    }
}
