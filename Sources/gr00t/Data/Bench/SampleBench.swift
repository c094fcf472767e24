import Dataset
import Foundation
import Transforms

/// Prepares samples as an evaluation does: rows and pictures of a step, then the transforms of a data config.
struct SampleBench {
    let subject: BenchDataset

    struct Pass: Encodable {
        let name: String
        let samples: Int
        let seconds: Double
        var samplesPerSecond: Double { Double(samples) / max(seconds, 1e-9) }

        enum CodingKeys: String, CodingKey { case name, samples, seconds, samplesPerSecond }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(samples, forKey: .samples)
            try container.encode(seconds, forKey: .seconds)
            try container.encode(samplesPerSecond, forKey: .samplesPerSecond)
        }
    }

    struct Result: Encodable {
        let dataConfig: String
        let tokenizer: String
        let threads: Int
        let cachedBytes: Int
        let fitsIntoCache: Bool
        let passes: [Pass]
    }

    /// Three passes over the first `count` steps.
    func run(samples count: Int, threads: Int) async throws -> Result {
        let inOrder = Array(0..<count)
        var generator = SplitMix64(seed: 0)
        let shuffled = inOrder.shuffled(using: &generator)
        let passes = [
            try await pass("in order, nothing decoded yet", inOrder, threads),
            try await pass("in order, from the frame cache", inOrder, threads),
            try await pass("shuffled, from the frame cache", shuffled, threads),
        ]
        return Result(
            dataConfig: subject.pipeline.config.name, tokenizer: subject.tokenizerName, threads: threads,
            cachedBytes: subject.dataset.frameCache.bytes, fitsIntoCache: subject.fitsIntoCache, passes: passes)
    }

    private func pass(_ name: String, _ steps: [Int], _ threads: Int) async throws -> Pass {
        let start = DispatchTime.now()
        try await ParallelLoop.run(over: steps, threads: threads) { [subject] step in
            let sample = try subject.dataset[step]
            _ = try subject.pipeline.apply(sample.observation, action: sample.action)
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
        return Pass(name: name, samples: steps.count, seconds: seconds)
    }
}
