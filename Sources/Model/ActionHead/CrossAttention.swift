import NeuralNetwork
import Torch

/// Attention from tokens to a context, or to themselves; no mask, as in the reference.
struct CrossAttention {
    private let query, keyValue, output: Linear
    private let heads: Int
    private let dropout: Dropout

    /// - Parameters:
    ///   - contextWidth: width of what keys and values are made from.
    ///   - use: of the layers that see the tokens; the keys and values of a context may be made more seldom.
    init(
        _ config: TransformerConfig, contextWidth: Int, use: Linear.Use, keyValueUse: Linear.Use,
        _ parameters: ParameterScope
    ) {
        let width = config.width
        query = Linear(width, width, use: use, parameters["to_q"])
        keyValue = Linear(
            [parameters["to_k"], parameters["to_v"]], contextWidth, [width, width], use: keyValueUse)
        output = Linear(width, width, use: use, parameters["to_out"][0])
        heads = config.numAttentionHeads
        // The attention's own, and the block's.
        dropout = Dropout(config.dropout, config.finalDropout ? config.dropout : 0, of: parameters)
    }

    /// Keys and values of a context, [B, S, contextWidth]. They depend on nothing else, so they are made once for all steps.
    func keysAndValues(_ context: Tensor) -> KeysAndValues {
        let parts = keyValue.parts(context).map { $0.splitHeads(heads) }
        return KeysAndValues(keys: parts[0], values: parts[1])
    }

    func callAsFunction(_ x: Tensor, _ context: KeysAndValues) -> Tensor {
        dropout(output(query(x).splitHeads(heads).attention(context.keys, context.values).mergedHeads()))
    }
}

/// What is attended to, [B, heads, S, width of a head] each.
struct KeysAndValues {
    let keys, values: Tensor
}
