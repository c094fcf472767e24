import Dataset
import Foundation
import Synchronization
import Training
import Transforms

/// Loads samples as a training does, with full augmentation, for a stand-in model that only takes its time. What it waits is
/// what a training would lose.
struct LoaderBench {
    let subject: BenchDataset
    let batchSize: Int
    /// What the stand-in takes for a step.
    let stepSeconds: Double
    let epochs: Int
    let threads: Int
    let shuffle: Shuffle

    struct Result: Encodable {
        let dataConfig: String
        let tokenizer: String
        let threads: Int
        let batchSize: Int
        let stepSeconds: Double
        let shuffle: String
        let fitsIntoCache: Bool
        /// Of decoding all pictures beforehand; 0 where they do not fit into the cache.
        let decodingSeconds: Double
        /// From the making of the loader to the first batch.
        let firstBatchSeconds: Double
        let epochs: Int
        let steps: Int
        /// Of the steps after the first.
        let seconds: Double
        let waitSeconds: Double
        /// The step that waited longest, after the first.
        let longestWaitSeconds: Double
        /// The longest wait among steps with samples of two epochs.
        let longestWaitAtEpochEnd: Double
        /// Processor time that a sample takes: what else the machine does is not in it.
        let sampleProcessorSeconds: Double
        let waitShare: Double
    }

    func run() throws -> Result {
        let decodingStart = ContinuousClock.now
        if subject.fitsIntoCache {
            for episode in subject.dataset.episodes { try subject.dataset.prefetch(episode: episode.index) }
        }
        let decodingSeconds = seconds(since: decodingStart)
        let tag = subject.pipeline.embodiment
        let mixture = try LeRobotMixtureDataset([.init(subject.dataset, embodimentTag: tag)])
        let stream = try SampleStream(mixture, shuffle: shuffle)
        let preparation = try SamplePreparation(mixture, pipelines: [tag: subject.pipeline])
        let work = Mutex((seconds: 0.0, samples: 0))
        let start = ContinuousClock.now
        let loader = try DataLoader(stream: stream, plan: BatchPlan(batchSize: batchSize), threads: threads) { id in
            let start = Self.processorSeconds()
            defer {
                let spent = Self.processorSeconds() - start
                work.withLock { $0 = ($0.seconds + spent, $0.samples + 1) }
            }
            return try preparation(id)
        }
        defer { loader.stop() }
        let steps = max(2, epochs * stream.epochLength / batchSize)
        var (firstBatchSeconds, firstWait, loopStart, longest, longestAtEnd) = (0.0, 0.0, start, 0.0, 0.0)
        for step in 0..<steps {
            let before = loader.waitSeconds
            let batch = try loader.next()
            let waited = loader.waitSeconds - before
            if step == 0 {
                (firstBatchSeconds, firstWait) = (seconds(since: start), waited)
                loopStart = ContinuousClock.now
            } else {
                longest = max(longest, waited)
                if Set(batch.map(\.id.epoch)).count > 1 { longestAtEnd = max(longestAtEnd, waited) }
            }
            Thread.sleep(forTimeInterval: stepSeconds)
        }
        let (total, waited) = (seconds(since: loopStart), loader.waitSeconds - firstWait)
        return Result(
            dataConfig: subject.pipeline.config.name, tokenizer: subject.tokenizerName, threads: threads,
            batchSize: batchSize, stepSeconds: stepSeconds, shuffle: shuffle.name, fitsIntoCache: subject.fitsIntoCache,
            decodingSeconds: decodingSeconds, firstBatchSeconds: firstBatchSeconds, epochs: epochs, steps: steps,
            seconds: total, waitSeconds: waited, longestWaitSeconds: longest, longestWaitAtEpochEnd: longestAtEnd,
            sampleProcessorSeconds: work.withLock { $0.seconds / Double(max(1, $0.samples)) },
            waitShare: waited / max(total, 1e-9))
    }

    /// Of the calling thread.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private func seconds(since start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .seconds(1) }
}

extension Shuffle {
    fileprivate var name: String {
        switch self {
        case .uniform: "uniform"
        case .local(let span): "runs of neighbours, strewn over \(Format.count(span)) samples"
        }
    }
}
