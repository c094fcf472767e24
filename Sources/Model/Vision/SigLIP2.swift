import NeuralNetwork
import Torch

/// SigLIP2's vision tower (arXiv 2502.14786): patches become tokens, a transformer mixes them. The pooling head that N1.5's
/// checkpoints carry is never computed.
struct SigLIP2 {
    private let patchEmbedding: PatchEmbedding
    private let layers: [SigLIP2Layer]
    private let postLayerNorm: LayerNorm
    private let selectLayer: Int

    /// - Parameters:
    ///   - selectLayer: which hidden state is the result; -1 is the last, normalised.
    ///   - hasPoolingHead: whether the checkpoint has one.
    init(_ config: VisionConfig, selectLayer: Int, hasPoolingHead: Bool, _ parameters: ParameterScope) {
        patchEmbedding = PatchEmbedding(config, parameters["embeddings"])
        layers = (0..<config.numHiddenLayers).map { SigLIP2Layer(config, parameters["encoder"]["layers"][$0]) }
        postLayerNorm = LayerNorm(config.hiddenSize, epsilon: config.layerNormEps, parameters["post_layernorm"])
        self.selectLayer = selectLayer
        if hasPoolingHead { SigLIP2.declarePoolingHead(config, parameters["head"]) }
    }

    /// Pixels in -1...1, [N, 3, H, W], to one token per patch, [N, patches, hiddenSize].
    func callAsFunction(_ pixels: Tensor) -> Tensor {
        var hidden = traced("vit.embeddings", patchEmbedding(pixels), from: pixels)
        let last = selectLayer < 0 ? layers.count + 1 + selectLayer : selectLayer
        for (index, layer) in layers.prefix(last).enumerated() {
            hidden = traced("vit.layer\(index)", layer(hidden), from: hidden)
        }
        return selectLayer == -1 ? traced("vit.post_layernorm", postLayerNorm(hidden), from: hidden) : hidden
    }

    private static func declarePoolingHead(_ config: VisionConfig, _ parameters: ParameterScope) {
        let (width, inner) = (config.hiddenSize, config.intermediateSize)
        parameters.unused("probe", [1, 1, width])
        parameters["attention"].unused("in_proj_weight", [3 * width, width])
        parameters["attention"].unused("in_proj_bias", [3 * width])
        parameters["attention"].unused("out_proj.weight", [width, width])
        parameters["attention"].unused("out_proj.bias", [width])
        parameters["layernorm"].unused("weight", [width])
        parameters["layernorm"].unused("bias", [width])
        parameters["mlp"].unused("fc1.weight", [inner, width])
        parameters["mlp"].unused("fc1.bias", [inner])
        parameters["mlp"].unused("fc2.weight", [width, inner])
        parameters["mlp"].unused("fc2.bias", [width])
    }
}

/// One token per patch: a convolution whose stride is its size, plus a learned position.
private struct PatchEmbedding {
    private let weight, bias: Tensor
    private let position: Embedding
    private let patchSize: Int

    init(_ config: VisionConfig, _ parameters: ParameterScope) {
        let (width, patch) = (config.hiddenSize, config.patchSize)
        weight = parameters["patch_embedding"].matrix("weight", [width, 3, patch, patch])
        bias = parameters["patch_embedding"].vector("bias", [width], .zeros)
        let side = config.imageSize / patch
        position = Embedding(side * side, width, parameters["position_embedding"])
        patchSize = patch
    }

    func callAsFunction(_ pixels: Tensor) -> Tensor {
        let patches = pixels.to(weight.dtype).conv2d(
            weight, bias: bias.to(weight.dtype), stride: [patchSize, patchSize])
        return patches.flatten(startDim: 2, endDim: 3).transpose(1, 2).to(.float32) + position.rows()
    }
}
