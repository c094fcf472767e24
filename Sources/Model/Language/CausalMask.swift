import NeuralNetwork
import Torch

/// What the query rows of padding tokens give. They are never read as text, but `vl_self_attention` and the DiT attend to
/// every token without a mask, so they matter.
public enum PaddedQueries: Sendable {
    /// Zero, as flash-attention does: the published checkpoints were trained and are served with it.
    case zero
    /// The mean of all values, as PyTorch's scaled_dot_product_attention does with Hugging Face's masks.
    case average
}

/// Who may attend to whom in a batch that is padded on the left: a token to itself and the real tokens before it.
struct CausalMask {
    /// Added to the scores, [B, 1, T, T]; `nil` when nothing is padded.
    private let scores: Tensor?
    /// 1 for real tokens, [B, 1, T, 1].
    private let real: Tensor?

    /// - Parameter attentionMask: 1 for real tokens, 0 for padding, [B, T]; `nil` when nothing is padded.
    init(_ attentionMask: Tensor?, _ padded: PaddedQueries) {
        guard let attentionMask else {
            (scores, real) = (nil, nil)
            return
        }
        let (batch, length) = (attentionMask.size(0), attentionMask.size(1))
        let causal = Tensor.ones([length, length], dtype: .float32).tril()
        let allowed = causal.unsqueeze(dim: 0) * attentionMask.to(.float32).view([batch, 1, length])
        // Finite, not -infinity: a row that may attend to nothing then averages all values. Next to 1e30 any score is 0.
        scores = ((1 - allowed) * -1e30).unsqueeze(dim: 1)
        real = padded == .zero ? attentionMask.view([batch, 1, length, 1]) : nil
    }

    func attention(_ queries: Tensor, _ keys: Tensor, _ values: Tensor) -> Tensor {
        guard let scores else { return queries.attention(keys, values, causal: true) }
        let attended = queries.attention(keys, values, mask: scores.to(queries.dtype))
        return real.map { attended * $0.to(attended.dtype) } ?? attended
    }
}
