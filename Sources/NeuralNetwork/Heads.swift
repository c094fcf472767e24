import Torch

extension Tensor {
    /// [B, T, heads · width] to [B, heads, T, width].
    public func splitHeads(_ heads: Int) -> Tensor {
        view([size(0), size(1), heads, size(2) / heads]).transpose(1, 2)
    }

    /// [B, heads, T, width] to [B, T, heads · width].
    public func mergedHeads() -> Tensor { transpose(1, 2).flatten(startDim: 2, endDim: 3) }

    /// softmax(self · keysᵀ / √width + mask) · values: self [B, heads, T, width], keys and values [B, heads, S, width].
    public func attention(_ keys: Tensor, _ values: Tensor, mask: Tensor? = nil, causal: Bool = false) -> Tensor {
        scaledDotProductAttention(
            key: keys, value: values, attnMask: mask, isCausal: causal)
    }
}
