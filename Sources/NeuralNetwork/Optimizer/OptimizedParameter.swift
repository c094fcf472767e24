import Torch

/// One tuned tensor with all that ``AdamW`` keeps of it.
public final class OptimizedParameter {
    /// Its name in checkpoints.
    public let key: String
    /// The leaf of forward passes: float32, or bfloat16, whose float32 master is kept in two halves (``SplitWeights``).
    public let tensor: Tensor
    /// Whether weight decay applies to it.
    public let decays: Bool
    /// Updates that it has had. As in PyTorch a parameter without a gradient sits a step out, so this can be less than
    /// ``AdamW/stepCount``.
    public internal(set) var steps = 0
    /// What a bfloat16 leaf lacks of its master, int16.
    let low: Tensor?
    /// Made by the first update, as in PyTorch: a parameter that never gets a gradient costs nothing.
    var moments: Moments?
    /// Where micro-batches are summed, float32; kept from step to step for a bfloat16 leaf.
    private var accumulator: Tensor?
    private var hasAccumulated = false

    /// - Parameter master: the leaf's values with all bits of float32. The leaf takes them, rounded where it is
    ///   bfloat16.
    init(key: String, tensor: Tensor, master: Tensor?, decays: Bool) {
        self.key = key
        self.tensor = tensor
        self.decays = decays
        switch (tensor.dtype == .bfloat16, master) {
        case (true, let master?):
            low = SplitWeights(master: master.detach().to(.float32), high: tensor).low
        case (true, nil):
            low = Tensor.zeros(tensor.shape, dtype: .int16)
        case (false, let master?):
            low = nil
            withNoGrad { tensor.copyInPlace(master) }
        case (false, nil):
            low = nil
        }
    }

    /// The weights with all their bits, float32, in memory of their own.
    public var master: Tensor {
        low.map { tensor.joinedMaster(low: $0) } ?? tensor.detach().clone()
    }

    /// The first and second moment in float32; `nil` before the first update.
    public var momentValues: (mean: Tensor, square: Tensor)? { moments?.values }

    /// What the next update will use: the sum of the accumulated micro-batches, or the leaf's gradient. `nil` when a
    /// backward pass has not reached the parameter. May be changed in place, as when machines average theirs.
    public var gradient: Tensor? { hasAccumulated ? accumulator : tensor.grad }

    /// Adds the leaf's gradient times `scale` to the sum of micro-batches and clears it.
    func accumulate(scale: Double) {
        guard let gradient = tensor.grad else { return }
        tensor.clearGrad()
        switch accumulator {
        case let sum? where gradient.device.isCUDA:
            sum.addInPlace(gradient, alpha: Scalar(scale))
        case let sum?:
            sum.accumulateInPlace(gradient, scale: scale, replaces: !hasAccumulated)
        case nil where gradient.dtype == .float32:
            // A float32 gradient becomes the sum itself: nothing is copied.
            gradient.multiplyInPlace(Scalar(scale))
            accumulator = gradient
        case nil:
            let sum = Tensor.empty(gradient.shape, dtype: .float32)
            sum.accumulateInPlace(gradient, scale: scale, replaces: true)
            accumulator = sum
        }
        hasAccumulated = true
    }

    /// Of the gradient that the next update will use; 0 without one.
    var sumOfSquares: Double {
        guard let gradient else { return 0 }
        guard gradient.device.isCUDA else { return gradient.sumOfSquares() }
        let norm = gradient.vectorNorm().double
        return norm * norm
    }

    /// Drops gradient and sum. The memory of a bfloat16 leaf's sum stays for the next step.
    func clearGradient() {
        tensor.clearGrad()
        hasAccumulated = false
        if low == nil { accumulator = nil }
    }

    /// What a saved state has of this parameter beside its number of updates, with `moments` as its moments.
    func stateTensors(_ moments: Moments?) -> [(name: String, tensor: Tensor)] {
        (moments?.named ?? []) + (low.map { [(name: "low", tensor: $0)] } ?? [])
    }

    /// Of the random rounding: FNV-1a over the key, so that no two parameters round alike.
    var seed: UInt64 { key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 } }
}
