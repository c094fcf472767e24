import Torch

extension Tensor {
    /// [B, T, heads · width] to [B, heads, T, width].
    public func splitHeads(_ heads: Int) -> Tensor {
        view([size(0), size(1), heads, size(2) / heads]).transpose(1, 2)
    }

    /// [B, heads, T, width] to [B, T, heads · width].
    public func mergedHeads() -> Tensor { transpose(1, 2).flatten(startDim: 2, endDim: 3) }

    /// softmax(self · keysᵀ / √width + mask) · values: self [B, heads, T, width], keys and values [B, heads, S, width].
    ///
    /// - Parameter mask: added to the scores, [B or 1, 1, T, S].
    public func attention(_ keys: Tensor, _ values: Tensor, mask: Tensor? = nil) -> Tensor {
        guard dtype == .bfloat16, !device.isCUDA else {
            return scaledDotProductAttention(key: keys, value: values, attnMask: mask?.to(dtype))
        }
        return batchedAttention(keys, values, mask: mask)
    }

    /// The same as two batched products of oneDNN with a softmax in float32 between: at these lengths on a CPU 2 to 3 times
    /// faster than libtorch's fused kernel, which multiplies bfloat16 through float32 (Benchmarks/attention.py).
    private func batchedAttention(_ keys: Tensor, _ values: Tensor, mask: Tensor?) -> Tensor {
        let (batch, heads, rows, width) = (size(0), size(1), size(2), size(3))
        let scaled = (self * (1 / Double(width).squareRoot())).reshape([batch * heads, rows, width])
        let columns = keys.reshape([batch * heads, -1, width]).transpose(1, 2)
        var scores = scaled.bmm(columns)
        if let mask {
            scores = (scores.view([batch, heads, rows, -1]) + mask).view([batch * heads, rows, -1])
        }
        let weights = scores.softmax(dim: 2, dtype: .float32).to(.bfloat16)
        return weights.bmm(values.reshape([batch * heads, -1, width])).view([batch, heads, rows, width])
    }
}
