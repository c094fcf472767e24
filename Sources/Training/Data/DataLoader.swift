import Dataset
import Dispatch
import Foundation
import Synchronization

/// Prepares training samples on threads of its own, ahead of the training loop and in exact order.
///
///     let loader = try DataLoader(stream: stream, plan: plan, threads: 2, prefetch: 4, startingAt: step) { id in
///         try preparation(id)
///     }
///     let batch = try loader.next()
///
/// The order and content of the samples depend on the stream alone, not on the number of threads nor on their speed. Memory is
/// bounded by the samples of `prefetch` micro-batches, besides the datasets' caches. Threads start with the loader, so the
/// first batch is under way when the model is being loaded.
public final class DataLoader<Payload: Sendable>: Sendable {
    public let plan: BatchPlan
    private let queue: PrefetchQueue<PreparedSample<Payload>>
    private let threads: Int
    private let running = DispatchGroup()
    /// One reader at a time.
    private let reading = Mutex(())
    private let waited = Mutex(Duration.zero)

    /// - Parameters:
    ///   - threads: that prepare samples, 1 to 256.
    ///   - prefetch: micro-batches ahead of the one that is being used, 1 to 1024.
    ///   - step: the first optimizer step; as many have been made before.
    ///   - prepare: what is done with a sample; called on any of the threads. It must depend on nothing but the sample.
    /// - Throws: ``DataLoaderError/badPlan(name:value:allowed:)``.
    public init(
        stream: SampleStream, plan: BatchPlan, threads: Int = 2, prefetch: Int = 4, startingAt step: Int = 0,
        prepare: @escaping @Sendable (SampleID) throws -> Payload
    ) throws(DataLoaderError) {
        try BatchPlan.check("number of loader threads", threads, 1...256)
        try BatchPlan.check("number of batches ahead", prefetch, 1...1024)
        // Positions stay far from the end of an Int.
        try BatchPlan.check("first step", step, 0...(1 << 40) / plan.globalBatchSize)
        self.plan = plan
        self.threads = threads
        let queue = PrefetchQueue<PreparedSample<Payload>>(
            startingAt: step * plan.samplesPerStep, capacity: (prefetch + 1) * plan.batchSize)
        self.queue = queue
        for number in 0..<threads {
            running.enter()
            let thread = Thread { [running] in
                while let ticket = queue.ticket() {
                    queue.fill(ticket, Self.sample(stream, plan.position(of: ticket), prepare))
                }
                running.leave()
            }
            thread.name = "data \(number)"
            // As for the main thread; decoders need more than a secondary thread may get.
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    deinit { stop() }

    /// The next micro-batch, in the order of the stream. Waits until it is complete.
    ///
    /// - Throws: ``DataLoaderError/badSample(_:dataset:cause:)`` for the first sample of the batch that could not be prepared,
    ///   again on every call; ``DataLoaderError/stopped``.
    public func next() throws -> [PreparedSample<Payload>] {
        try reading.withLock { _ in
            let start = ContinuousClock.now
            defer { waited.withLock { $0 += ContinuousClock.now - start } }
            return try queue.take(plan.batchSize)
        }
    }

    /// Seconds that calls of ``next()`` have waited, all together.
    public var waitSeconds: Double { waited.withLock { $0 / .seconds(1) } }

    /// Ends the threads and waits for them; each finishes the sample that it is at. ``next()`` throws from now on, also where
    /// it is waiting. Not to be called from within `prepare`.
    public func stop() {
        queue.stop(threads: threads)
        running.wait()
    }

    private static func sample(
        _ stream: SampleStream, _ position: Int, _ prepare: (SampleID) throws -> Payload
    ) -> Result<PreparedSample<Payload>, DataLoaderError> {
        let id = stream.sample(at: position)
        do {
            return .success(PreparedSample(id: id, payload: try prepare(id)))
        } catch {
            return .failure(.badSample(id, dataset: stream.datasetNames[id.dataset], cause: error))
        }
    }
}
