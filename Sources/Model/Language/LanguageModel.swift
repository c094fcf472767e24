import NeuralNetwork
import Torch

/// The lower layers of Qwen3 (arXiv 2505.09388) or Llama (arXiv 2302.13971), as an encoder: embeddings in, hidden states out.
/// The word scores (`lm_head`) that the reference computes and throws away are not computed.
struct LanguageModel {
    let embedTokens: Embedding
    private let layers: [LanguageModelLayer]
    private let norm: RMSNorm
    private let rotary: RotaryEmbedding

    /// - Parameter keptLayers: layers that the checkpoint has; the final norm follows the last of them.
    init(_ config: TextConfig, keptLayers: Int, _ parameters: ParameterScope) {
        embedTokens = Embedding(config.vocabSize, config.hiddenSize, parameters["model"]["embed_tokens"])
        layers = (0..<keptLayers).map { LanguageModelLayer(config, parameters["model"]["layers"][$0]) }
        norm = RMSNorm(config.hiddenSize, epsilon: config.rmsNormEps, parameters["model"]["norm"])
        rotary = RotaryEmbedding(width: config.headDim, base: config.ropeTheta)
        parameters["lm_head"].unused("weight", [config.vocabSize, config.hiddenSize], optional: true)
    }

    /// [B, T, hiddenSize] to the normalised hidden states of the same shape.
    ///
    /// - Parameter positions: of the tokens, [T]; one after another where `nil`.
    func callAsFunction(_ embeddings: Tensor, _ mask: CausalMask, positions: Tensor? = nil) -> Tensor {
        let positions = positions.map(rotary.tables(of:)) ?? rotary.tables(embeddings.size(1))
        var hidden = embeddings
        for (index, layer) in layers.enumerated() {
            hidden = traced("llm.layer\(index)", layer(hidden, positions, mask), from: hidden)
        }
        return traced("llm.norm", norm(hidden), from: hidden)
    }
}
