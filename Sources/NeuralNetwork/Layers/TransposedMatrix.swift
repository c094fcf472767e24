import Torch

/// Wᵀ of a packed product, for the gradients of its input. It is made when it is first needed, or after the first answer; until
/// then the plain matrix is kept for it.
final class TransposedMatrix {
    private enum State {
        case waiting(() -> Tensor)
        case made(Tensor)
    }

    private var state: State

    /// - Parameter weight: W, [out, in].
    init(of weight: @escaping () -> Tensor) {
        state = .waiting { weight().transpose(0, 1).contiguous().mkldnnReorderLinearWeight() }
    }

    /// [in, out], in oneDNN's blocked layout.
    var tensor: Tensor {
        switch state {
        case .made(let tensor): return tensor
        case .waiting(let make):
            let tensor = withNoGrad(make)
            // What stands in for a failed result must not be kept.
            if tensor.rank == 2 { state = .made(tensor) }
            return tensor
        }
    }
}
