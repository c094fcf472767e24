import NeuralNetwork
import Torch

/// Attention from tokens to a context, or to themselves.
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
    func keysAndValues(_ context: Tensor, _ padding: PaddingMask? = nil) -> KeysAndValues {
        let parts = keyValue.parts(context).map { $0.splitHeads(heads) }
        return KeysAndValues(keys: parts[0], values: parts[1], padding: padding)
    }

    func callAsFunction(_ x: Tensor, _ context: KeysAndValues) -> Tensor {
        let queries = query(x).splitHeads(heads)
        let attended = queries.attention(context.keys, context.values, mask: context.padding?.scores)
        return dropout(output(attended.mergedHeads()))
    }
}

/// What is attended to, [B, heads, S, width of a head] each.
struct KeysAndValues {
    let keys, values: Tensor
    let padding: PaddingMask?

    func repeated(_ times: Int) -> KeysAndValues {
        KeysAndValues(
            keys: keys.repeatedRows(times), values: values.repeatedRows(times), padding: padding?.repeated(times))
    }
}
