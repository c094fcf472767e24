import Torch

/// float32 weights in two halves of 2 bytes: the bfloat16 tensor that forward passes compute with, and what it lacks.
/// So the master weights of mixed precision cost 2 bytes per parameter beside the weights, not 4, and nothing has to be
/// cast.
///
/// With all numbers as integers of 32 bits: master = (high << 16) + low, modulo 2^32. `high` is the master rounded to
/// the nearest bfloat16, which is what a cast would give; only a tie goes away from zero, not to the even neighbour. As
/// with a cast, `high` is infinite from 3.3961775e38 on; the master is not. On the CPU.
public struct SplitWeights {
    /// bfloat16: the leaf of forward passes.
    public let high: Tensor
    /// int16, of the same shape.
    public let low: Tensor

    /// Splits the float32 tensor `master` into new tensors.
    public init(master: Tensor) {
        self.init(master: master, high: Tensor.empty(master.shape, dtype: .bfloat16))
    }

    /// Splits `master` so that its upper half goes into the existing leaf `high`.
    init(master: Tensor, high: Tensor) {
        self.high = high
        low = Tensor.empty(master.shape, dtype: .int16)
        withNoGrad { master.contiguous().splitMaster(high: high, low: low) }
    }

    /// The masters bit for bit, float32, in new memory.
    public var master: Tensor { high.joinedMaster(low: low) }
}
