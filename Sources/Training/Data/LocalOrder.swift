import Dataset

/// An order in which the steps of a run of neighbours are strewn over `span` samples.
///
/// Runs are put in random order, and each step gets the key: steps of all runs before its own, plus a random part of `span`.
/// The samples come in the order of the keys. At any time span / runLength runs are in use, a new one begins every
/// `runLength` samples, so decoding goes on evenly. Keys beyond the epoch's length mix with the next epoch's first: nothing
/// has to be decoded faster where an epoch ends.
struct LocalOrder {
    /// Steps of the dataset, and where each is in the order.
    typealias Keys = [(key: Double, step: Int)]

    private let runs: [Range<Int>]
    private let span: Double

    /// - Parameter starts: steps before each episode, and of all.
    init(starts: [Int], runLength: Int, span: Int) {
        var runs: [Range<Int>] = []
        for (start, end) in zip(starts, starts.dropFirst()) {
            for first in stride(from: start, to: end, by: runLength) {
                runs.append(first..<min(first + runLength, end))
            }
        }
        self.runs = runs
        // No longer than an epoch, so that a sample is at most one epoch late.
        self.span = Double(max(1, min(span, starts[starts.count - 1])))
    }

    /// One epoch's keys, in no order; from 0 to below twice the number of steps.
    func keys(using generator: consuming PCG64) -> Keys {
        var keys: Keys = []
        var before = 0
        for index in generator.permutation(runs.count) {
            for step in runs[index] { keys.append((Double(before) + generator.unit() * span, step)) }
            before += runs[index].count
        }
        return keys
    }

    /// The samples of a block, sorted: what is within the epoch of its own steps, and what was left over of the epoch before
    /// it as complement.
    static func merged(_ own: Keys, after before: Keys, epochLength: Int) -> [Int] {
        let length = Double(epochLength)
        let late = before.filter { $0.key >= length }.map { (key: $0.key - length, step: ~$0.step) }
        return (own.filter { $0.key < length } + late).sorted { ($0.key, $0.step) < ($1.key, $1.step) }.map(\.step)
    }
}
