/// How the sequence of samples is dealt out to optimizer steps, micro-batches and processes.
///
/// Optimizer step s takes the positions s·G ..< (s+1)·G, with G the samples of all processes and micro-batches. A micro-batch is
/// one piece of them, of which process r of W takes every W-th sample. So W processes at batch b learn from the same samples
/// as one process at batch W·b, or at batch b with W micro-batches.
public struct BatchPlan: Sendable, Equatable {
    /// Samples in a micro-batch of one process.
    public let batchSize: Int
    /// Micro-batches per optimizer step.
    public let accumulation: Int
    /// Number of this process, from 0.
    public let rank: Int
    /// Number of processes.
    public let worldSize: Int

    /// Throws ``DataLoaderError/badPlan(name:value:allowed:)``.
    public init(batchSize: Int, accumulation: Int = 1, rank: Int = 0, worldSize: Int = 1) throws(DataLoaderError) {
        try Self.check("batch size", batchSize, 1...65_536)
        try Self.check("gradient accumulation", accumulation, 1...65_536)
        try Self.check("number of processes", worldSize, 1...65_536)
        try Self.check("rank", rank, 0...(worldSize - 1))
        self.batchSize = batchSize
        self.accumulation = accumulation
        self.rank = rank
        self.worldSize = worldSize
    }

    /// Samples of all processes per optimizer step, G.
    public var globalBatchSize: Int { batchSize * accumulation * worldSize }

    /// Samples of this process per optimizer step.
    var samplesPerStep: Int { batchSize * accumulation }

    /// Place in the sequence of this process's sample `ordinal`, counted over its micro-batches from step 0.
    func position(of ordinal: Int) -> Int { ordinal * worldSize + rank }

    static func check(_ name: String, _ value: Int, _ allowed: ClosedRange<Int>) throws(DataLoaderError) {
        guard allowed.contains(value) else { throw .badPlan(name: name, value: value, allowed: allowed) }
    }
}
