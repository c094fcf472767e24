import Torch

/// Sets values to zero with probability p and scales the rest by 1 / (1 − p), in training only (JMLR 15, 1929).
///
/// A sample's mask depends on the sample's seed and on which dropout of the forward pass it is, not on what else is in the
/// batch: a batch that is cut into micro-batches, or shared out among processes, drops the same values.
public struct Dropout {
    private let kept: Double
    private let source: DropoutSource

    /// Several dropouts in a row are one: what is kept is what all of them keep. In a frozen module nothing is dropped: it is in
    /// evaluation mode, as in the reference.
    /// - Parameter isAdapter: whether it belongs to an adapter, which is trained beside a frozen matrix.
    public init(_ probabilities: Double..., of scope: ParameterScope, isAdapter: Bool = false) {
        let isTrained = isAdapter || scope.store.training?.tunes(scope.path) ?? true
        kept = isTrained ? probabilities.reduce(1) { $0 * (1 - $1) } : 1
        source = scope.store.dropout
    }

    /// [B, ...] to the same shape; `x` itself outside of training.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        kept < 1 ? source.mask(of: x, kept: kept).map { x * $0 } ?? x : x
    }
}

/// Where the masks of a model's dropouts come from. Without seeds nothing is dropped.
public final class DropoutSource {
    private var seeds: [UInt64] = []
    private var drawn: UInt64 = 0

    /// Runs `body`, one forward pass, with dropout on.
    /// - Parameter seeds: one per sample of the batch.
    public func training<R>(seeds: [UInt64], _ body: () throws -> R) rethrows -> R {
        self.seeds = seeds
        drawn = 0
        defer { self.seeds = [] }
        return try body()
    }

    /// 0 where a value is dropped, 1 / kept elsewhere; `nil` outside of training.
    fileprivate func mask(of x: Tensor, kept: Double) -> Tensor? {
        guard !seeds.isEmpty else { return nil }
        drawn += 1
        // A sample may have several rows in a row: the tiles of its cameras in the vision tower.
        let rowsPerSample = max(1, x.size(0) / seeds.count)
        let rows = (0..<x.size(0)).map { row in
            // Odd multipliers: other seeds for every row and every dropout of the pass.
            seeds[min(row / rowsPerSample, seeds.count - 1)] &+ drawn &* 0x9E37_79B9_7F4A_7C15
                &+ UInt64(row % rowsPerSample) &* 0xD1B5_4A32_D192_ED03
        }
        return Tensor.bernoulli(x.shape, probability: kept, value: 1 / kept, dtype: x.dtype, seeds: rows)
    }
}
