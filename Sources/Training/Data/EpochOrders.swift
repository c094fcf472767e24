import Dataset
import Synchronization

/// The orders of one dataset's steps in the epochs that are needed now. Any thread may ask.
///
/// An order is worked out as a whole when its first sample is wanted, a tenth of a microsecond per step, while the loader's
/// queue is full of the samples before it: an epoch begins without a pause.
final class EpochOrders: Sendable {
    /// Where a sample comes from.
    struct Place: Equatable {
        let epoch: Int
        /// Position in the list of episodes.
        let episode: Int
        let row: Int
    }

    /// Samples from `start` on that are worked out together.
    struct Block: Sendable {
        let number: Int
        let start: Int
        /// Steps of epoch `number`; those of the epoch before it as their complement.
        let steps: [Int]
    }

    /// Steps before each episode, and of all.
    private let starts: [Int]
    private let seed: Int
    private let shuffle: Shuffle
    /// The latest few, since threads work on both sides of an epoch's end.
    private let blocks = Mutex<[Block]>([])

    /// - Precondition: there is at least one step.
    init(lengths: [Int], seed: Int, shuffle: Shuffle) {
        starts = lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        self.seed = seed
        self.shuffle = shuffle
    }

    private var count: Int { starts[starts.count - 1] }

    func place(at position: Int) -> Place {
        let (block, index) = block(at: position)
        let step = block.steps[index]
        let (epoch, own) = step >= 0 ? (block.number, step) : (block.number - 1, ~step)
        // The last episode that starts at or before the step; episodes without rows start with the next one.
        var (low, high) = (0, starts.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= own { low = middle } else { high = middle }
        }
        return Place(epoch: epoch, episode: low, row: own - starts[low])
    }

    private func block(at position: Int) -> (Block, index: Int) {
        blocks.withLock { blocks in
            let known = blocks.first { $0.start <= position && position - $0.start < $0.steps.count }
            if let known { return (known, position - known.start) }
            var number = position / count
            var made = make(number)
            // A block of runs that are strewn ends before its epoch's number of samples is full: the rest are in the next.
            if position - made.start >= made.steps.count {
                number += 1
                made = make(number)
            }
            blocks = blocks.suffix(1) + [made]
            return (made, position - made.start)
        }
    }

    private func make(_ number: Int) -> Block {
        switch shuffle {
        case .uniform:
            var generator = generator(of: number)
            return Block(number: number, start: number * count, steps: generator.permutation(count))
        case .local(let span):
            let order = LocalOrder(starts: starts, runLength: Shuffle.runLength, span: span)
            let own = order.keys(using: generator(of: number))
            let before = number > 0 ? order.keys(using: generator(of: number - 1)) : []
            let steps = LocalOrder.merged(own, after: before, epochLength: count)
            return Block(number: number, start: number * count - steps.count { $0 < 0 }, steps: steps)
        }
    }

    private func generator(of epoch: Int) -> PCG64 { PCG64(seed: DrawSeed.value(epoch, seed)) }
}
