import Model
import NeuralNetwork
import Testing
import Torch

@Suite struct PackedPromptsTests {
    private static let lead = [5, 6, 299, 299, 299, 299, 7]
    private static let texts = [[10, 11, 12, 3], [20, 3], [10, 30, 3]]

    /// Every token's features are those that it has where its text is alone.
    @Test func textsDoNotSeeEachOther() throws {
        var eagle = ModelPreset.nano.eagle(vocabulary: 300, imageToken: 299)
        (eagle.forceImageSize, eagle.vision.imageSize) = (28, 28)
        let model = try GR00TModel(ModelPreset.nano.config, eagle, parameters: .random(seed: 4))
        let pixels = Tensor.normal([2, 3, 28, 28], seed: 5)
        let packed = PackedPrompts(shared: Self.lead.count, texts: 3, textLength: 4)
        let row = Self.lead + Self.texts.flatMap { $0 + Array(repeating: 0, count: 4 - $0.count) }
        withNoGrad {
            var layers = 0
            let features = model.backbone.read(
                model.backbone.imageTokens(pixels), in: Tensor(row + row, [2, packed.length]), packed
            ) { queries, keys in
                #expect(queries.shape == [2, 4, packed.length, 32] && keys.shape == queries.shape)
                layers += 1
            }
            #expect(layers == ModelPreset.nano.config.backbone.selectLayer)
            for (number, text) in Self.texts.enumerated() {
                let prompt = Self.lead + text
                let alone = model.backbone(
                    VisionLanguageInput(
                        inputIDs: Tensor(prompt + prompt, [2, prompt.count]), attentionMask: nil, pixels: pixels))
                let places = prompt.indices.map { packed.place($0, text: number) }
                let found = features.indexSelect(dim: 1, index: Tensor(places, [places.count]))
                #expect((found - alone).abs().max().double < 1e-5)
            }
        }
    }

    @Test func placesAndSight() {
        let packed = PackedPrompts(shared: 2, texts: 2, textLength: 3)
        #expect(packed.length == 8)
        #expect((0..<5).map { packed.place($0, text: 1) } == [0, 1, 5, 6, 7])
        // The second text's second token sees the beginning, its own text, and itself.
        #expect((0..<8).filter { packed.allows(6, toSee: $0) } == [0, 1, 5, 6])
        #expect((0..<8).filter { packed.allows(1, toSee: $0) } == [0, 1])
    }
}
