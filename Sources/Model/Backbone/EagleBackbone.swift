import NeuralNetwork
import Torch

/// Images and an instruction, as the backbone reads them.
public struct VisionLanguageInput {
    /// Token ids, [B, T], int64; each image token stands for one image feature.
    public let inputIDs: Tensor
    /// 1 for real tokens, 0 for padding on the left, [B, T]; `nil` when nothing is padded.
    public let attentionMask: Tensor?
    /// Pixels in -1...1, [tiles, 3, H, W]; the tiles of all samples in order.
    public let pixels: Tensor

    public init(inputIDs: Tensor, attentionMask: Tensor?, pixels: Tensor) {
        self.inputIDs = inputIDs
        self.attentionMask = attentionMask
        self.pixels = pixels
    }
}

/// GR00T N1.5's vision-language model, Eagle 2.5: SigLIP2 sees, a connector translates, Qwen3's lower layers read both.
public struct EagleBackbone {
    private let vision: SigLIP2
    private let connector: Connector
    private let language: Qwen3
    private let projection: Linear?
    private let imageToken: Int
    private let padding: PromptPadding

    init(
        _ config: BackboneConfig, _ eagle: EagleConfig, _ padding: PromptPadding, _ parameters: ParameterScope
    ) throws {
        let model = parameters["eagle_model"]
        vision = SigLIP2(eagle.vision, selectLayer: eagle.selectLayer, model["vision_model"]["vision_model"])
        connector = try Connector(eagle, model["mlp1"])
        language = Qwen3(eagle.text, keptLayers: config.selectLayer, model["language_model"])
        projection = config.projectToDim.map {
            Linear(eagle.text.hiddenSize, $0, parameters["eagle_linear"])
        }
        imageToken = eagle.imageTokenIndex
        self.padding = padding
    }

    /// Features of every token, [B, T, width].
    public func callAsFunction(_ input: VisionLanguageInput) -> Tensor {
        let embeddings = embed(input.inputIDs, imageTokens(input.pixels))
        return projected(
            language(embeddings, CausalMask(length: embeddings.size(1), input.attentionMask, padding)))
    }

    /// What the language model gets of the pictures: pixels [tiles, 3, H, W] to [tiles, tokens, width of the language model].
    package func imageTokens(_ pixels: Tensor) -> Tensor {
        let patches = vision(pixels)
        return traced("mlp1", connector(patches), from: patches)
    }

    /// Features of every token of packed prompts, [B, T, width], given their ids [B, T] and the image tokens.
    ///
    /// - Parameter watch: is shown the queries and keys of every layer, [B, heads, T, headDim] each, from the lowest up.
    package func read(
        _ images: Tensor, in ids: Tensor, _ packed: PackedPrompts,
        watch: @escaping (_ queries: Tensor, _ keys: Tensor) -> Void
    ) -> Tensor {
        projected(language(embed(ids, images), CausalMask(packed, watch: watch), positions: packed.positions))
    }

    private func projected(_ features: Tensor) -> Tensor { projection.map { $0(features) } ?? features }

    /// Word embeddings, with the image features in the places of the image tokens, [B, T, width].
    private func embed(_ ids: Tensor, _ images: Tensor) -> Tensor {
        let words = language.embedTokens(ids)
        let places = ids.eq(Scalar(imageToken)).view([-1]).nonzero().view([-1])
        let flat = words.view([-1, words.size(2)])
        let merged = flat.indexCopy(dim: 0, index: places, source: images.to(.float32).reshape([-1, words.size(2)]))
        return traced("llm.inputs_embeds", merged.view(words.shape), from: images)
    }
}
