import Torch

/// The sums of one step. Buckets are started strictly in order, because collectives must be in the same order on every
/// rank, and ranks may disagree on which parameters they used.
final class ReductionRound {
    private static let operation = "all-reduce of gradients"

    private let parameters: [Tensor]
    private let buckets: GradientBuckets
    private let group: ProcessGroup
    private var isThere: [Bool]
    /// Gradients still to come, by bucket.
    private var missing: [Int]
    private var started = 0
    private var running: ArraySlice<(gradients: FlatGradients, work: Work?)> = []

    init(_ parameters: [Tensor], _ buckets: GradientBuckets, _ group: ProcessGroup) {
        self.parameters = parameters
        self.buckets = buckets
        self.group = group
        isThere = Array(repeating: false, count: parameters.count)
        missing = buckets.members.map(\.count)
    }

    func arrived(_ index: Int) throws {
        guard !isThere[index] else { throw DistributedError.secondBackward }
        isThere[index] = true
        missing[buckets.bucket[index]] -= 1
        while started < missing.count, missing[started] == 0 { try startNext() }
        // What is done gives its memory back now, so that a few buckets are under way at a time and not all.
        while let first = running.first, let work = first.work, try group.isDone(work, Self.operation) {
            putBackFirst()
        }
    }

    /// Parameters that this rank did not use never arrive; all ranks wait for their buckets, so they are summed all the
    /// same.
    func finish() throws {
        while started < missing.count { try startNext() }
        while let first = running.first {
            try group.wait(for: first.work, Self.operation)
            putBackFirst()
        }
    }

    private func startNext() throws {
        let gradients = FlatGradients(of: buckets.members[started].map { parameters[$0] })
        running.append((gradients, try group.startAllReduce(gradients.vector, Self.operation)))
        started += 1
    }

    private func putBackFirst() { running.popFirst()?.gradients.putBack(dividedBy: group.worldSize) }
}
