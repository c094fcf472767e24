import Foundation
import Torch

/// Averages gradients over all ranks while backward is still running.
///
/// Parameters are put into buckets in the reverse order of their use. When the last gradient of a bucket is there, it
/// is flattened and summed in the background, while backward computes the gradients of the layers before. All ranks
/// must give the same parameters in the same order.
///
/// The mean over ranks of gradients of means equals the gradient of the doubled batch where every rank has as many
/// samples.
public final class GradientReducer {
    private let parameters: [Tensor]
    private let group: ProcessGroup
    private let buckets: GradientBuckets
    /// Hooks run on a thread of each device, so gradients on the CPU and on a GPU may arrive at once.
    private let lock = NSLock()
    private var round: ReductionRound?
    private var failure: (any Error)?

    /// - Parameters:
    ///   - parameters: leaves that require a gradient, in the order of their use in forward. Sums have their dtype.
    ///   - bucketBytes: larger buckets use the network better, smaller ones start earlier. PyTorch's choice is 25 MiB
    ///     too.
    public init(_ parameters: [Tensor], group: ProcessGroup, bucketBytes: Int = 25 << 20) {
        self.parameters = parameters
        self.group = group
        buckets = GradientBuckets(parameters, bytes: bucketBytes)
        guard group.worldSize > 1 else { return }
        for (index, parameter) in parameters.enumerated() {
            parameter.onGradient { [weak self] in self?.arrived(index) }
        }
    }

    deinit { if group.worldSize > 1 { parameters.forEach { $0.removeGradientHook() } } }

    /// Call before the backward pass of every micro-batch.
    ///
    /// - Parameter sync: true only for the last micro-batch of a step: gradients add up on each rank until then.
    public func prepare(sync: Bool) {
        lock.withLock {
            failure = nil
            round = sync && group.worldSize > 1 ? ReductionRound(parameters, buckets, group) : nil
        }
    }

    /// Waits until all sums are there, and puts the averages into the parameters' gradients.
    ///
    /// A parameter that some ranks did not use counts as zero there; one that no rank used keeps no gradient, as in a
    /// single process. Does nothing after `prepare(sync: false)` or in a group of one.
    ///
    /// Throws ``DistributedError``; the gradients are then partly averaged and of no further use.
    public func finish() throws {
        try lock.withLock {
            defer { (round, failure) = (nil, nil) }
            if let failure { throw failure }
            if let round { try catchingTorchErrors { try withNoGrad { try round.finish() } } }
        }
    }

    private func arrived(_ index: Int) {
        lock.withLock {
            guard let round, failure == nil else { return }
            // libtorch's caller can't take a Swift error: it waits for `finish`.
            do { try catchingTorchErrors { try withNoGrad { try round.arrived(index) } } } catch { failure = error }
        }
    }
}
