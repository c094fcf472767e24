import NeuralNetwork
import Torch

/// One layer of the language model.
struct LanguageModelLayer {
    private let inputLayerNorm, postAttentionLayerNorm: RMSNorm
    private let attention: LanguageModelAttention
    private let gateUp, down: Linear

    init(_ config: TextConfig, _ parameters: ParameterScope) {
        let (width, inner) = (config.hiddenSize, config.intermediateSize)
        inputLayerNorm = RMSNorm(width, epsilon: config.rmsNormEps, parameters["input_layernorm"])
        attention = LanguageModelAttention(config, parameters["self_attn"])
        postAttentionLayerNorm = RMSNorm(width, epsilon: config.rmsNormEps, parameters["post_attention_layernorm"])
        let mlp = parameters["mlp"]
        gateUp = Linear([mlp["gate_proj"], mlp["up_proj"]], width, [inner, inner], bias: false)
        down = Linear(inner, width, bias: false, mlp["down_proj"])
    }

    func callAsFunction(_ hidden: Tensor, _ positions: (cosine: Tensor, sine: Tensor), _ mask: CausalMask) -> Tensor {
        let hidden = hidden + attention(inputLayerNorm(hidden), positions, mask)
        return hidden + feedForward(postAttentionLayerNorm(hidden))
    }

    /// SwiGLU: down(silu(gate x) ⊙ up x).
    private func feedForward(_ x: Tensor) -> Tensor {
        let parts = gateUp.parts(x)
        return down(parts[0].silu() * parts[1])
    }
}

/// Causal attention with no more key heads than query heads (grouped queries), both turned by position. Qwen3 normalises them
/// per head before; Llama does not.
private struct LanguageModelAttention {
    private let query, keyValue, output: Linear
    private let queryNorm, keyNorm: RMSNorm?
    private let heads, keyHeads: Int

    init(_ config: TextConfig, _ parameters: ParameterScope) {
        (heads, keyHeads) = (config.numAttentionHeads, config.numKeyValueHeads)
        let (queries, keys) = (heads * config.headDim, keyHeads * config.headDim)
        let bias = config.attentionBias
        query = Linear(config.hiddenSize, queries, bias: bias, parameters["q_proj"])
        keyValue = Linear(
            [parameters["k_proj"], parameters["v_proj"]], config.hiddenSize, [keys, keys], bias: bias)
        output = Linear(queries, config.hiddenSize, bias: bias, parameters["o_proj"])
        func norm(_ name: String) -> RMSNorm? {
            config.normalizesHeads
                ? RMSNorm(config.headDim, epsilon: config.rmsNormEps, parameters[name]) : nil
        }
        (queryNorm, keyNorm) = (norm("q_norm"), norm("k_norm"))
    }

    func callAsFunction(_ hidden: Tensor, _ positions: (cosine: Tensor, sine: Tensor), _ mask: CausalMask) -> Tensor {
        let queries = query(hidden).splitHeads(heads)
        let (dtype, parts) = (queries.dtype, keyValue.parts(hidden))
        let turned = RotaryEmbedding.rotate(queryNorm?(queries) ?? queries, by: positions).to(dtype)
        let plain = parts[0].splitHeads(keyHeads)
        let keys = RotaryEmbedding.rotate(keyNorm?(plain) ?? plain, by: positions).to(dtype)
        let attended = mask.attention(turned, shared(keys), shared(parts[1].splitHeads(keyHeads)))
        return output(attended.mergedHeads())
    }

    /// Each key head serves heads / keyHeads query heads.
    private func shared(_ x: Tensor) -> Tensor {
        heads == keyHeads ? x : x.repeatInterleave(heads / keyHeads, dim: 1)
    }
}
