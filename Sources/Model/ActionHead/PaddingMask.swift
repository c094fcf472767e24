import Torch

/// Keeps attention away from padding.
public struct PaddingMask {
    /// Added to the scores, [B, 1, 1, T].
    let scores: Tensor

    /// - Parameter attentionMask: 1 for real tokens, 0 for padding, [B, T].
    init(_ attentionMask: Tensor) {
        // Finite, not -infinity: next to it any score is 0, and nothing is ever divided by nothing.
        scores = ((1 - attentionMask.to(.float32)) * -1e30).view([attentionMask.size(0), 1, 1, attentionMask.size(1)])
    }

    private init(scores: Tensor) { self.scores = scores }

    func repeated(_ times: Int) -> PaddingMask { PaddingMask(scores: scores.repeatedRows(times)) }
}
