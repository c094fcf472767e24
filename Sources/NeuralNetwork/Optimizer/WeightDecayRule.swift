/// Which parameters decay: all but those of an `nn.LayerNorm` and those with `bias` in their name, as in the
/// reference's trainer.
///
/// So the `W` and `b` of the embodiments' layers decay, embeddings do, the RMSNorm weights of the language model do
/// (only LayerNorm is excluded, by its type), and so does LoRA.
public enum WeightDecayRule {
    /// The names under which N1.5's modules hold a LayerNorm with parameters: in the vision tower, before and in the
    /// self-attention of the action head. The linear layer in a DiT block's `norm1` has a name of its own and decays.
    private static let layerNorms: Set<Substring> = [
        "layer_norm1", "layer_norm2", "post_layernorm", "layernorm", "vlln", "norm1", "norm3",
    ]

    /// Whether the parameter called `key` decays.
    ///
    /// - Parameter shape: where known; it tells the LayerNorm of a connector with two layers (`mlp1.0`) from the linear
    ///   layer that has this name in a connector with one.
    public static func decays(key: String, shape: [Int]? = nil) -> Bool {
        let path = key.split(separator: ".")
        guard !key.contains("bias"), path.count > 1 else { return !key.contains("bias") }
        let isConnectorNorm = path.suffix(3).dropLast().elementsEqual(["mlp1", "0"]) && shape?.count == 1
        return !layerNorms.contains(path[path.count - 2]) && !isConnectorNorm
    }
}
