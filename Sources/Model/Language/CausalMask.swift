import NeuralNetwork
import Torch

/// Who may attend to whom: a token to itself and the real tokens before it.
struct CausalMask {
    /// Added to the scores, [B or 1, 1, T, T].
    private let scores: Tensor
    /// 1 for real tokens, [B, 1, T, 1]; `nil` when the rows of padding need no care.
    private let real: Tensor?
    private let watch: ((_ queries: Tensor, _ keys: Tensor) -> Void)?

    /// - Parameters:
    ///   - length: T.
    ///   - attentionMask: 1 for real tokens, 0 for padding on the left, [B, T]; `nil` when nothing is padded.
    init(length: Int, _ attentionMask: Tensor?, _ padding: PromptPadding) {
        var allowed = Tensor.ones([1, 1, length, length], dtype: .float32).tril()
        if let attentionMask { allowed = allowed * attentionMask.to(.float32).view([-1, 1, 1, length]) }
        // Finite, not -infinity: a row that may attend to nothing then averages all values. Next to 1e30 any score is 0.
        scores = (1 - allowed) * -1e30
        watch = nil
        real = padding == .zero ? attentionMask?.view([-1, 1, length, 1]) : nil
    }

    /// - Parameter watch: is shown what attends to what, [B, heads, T, headDim] each.
    init(_ packed: PackedPrompts, watch: ((_ queries: Tensor, _ keys: Tensor) -> Void)?) {
        scores = ((1 - packed.allowed) * -1e30).view([1, 1, packed.length, packed.length])
        self.watch = watch
        real = nil
    }

    func attention(_ queries: Tensor, _ keys: Tensor, _ values: Tensor) -> Tensor {
        watch?(queries, keys)
        let attended = queries.attention(keys, values, mask: scores)
        return real.map { attended * $0.to(attended.dtype) } ?? attended
    }
}
