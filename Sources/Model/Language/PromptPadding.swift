/// What the padding does that makes the prompts of a batch equally long.
public enum PromptPadding: Sendable {
    /// Nothing reads it, so each sample of a batch gets what it would get alone, as a robot's observation is.
    case ignored
    /// `vl_self_attention` and the DiT attend to it without a mask, as in the reference; its queries in the language model give
    /// zero, as flash-attention leaves them, with which the published checkpoints were trained.
    case zero
    /// As ``zero``, but the queries give the mean of all values, as PyTorch's scaled_dot_product_attention does with Hugging Face's
    /// masks.
    case average
}
