import Torch

/// The cells in which the things are that are named. What counts sums to 1 for each picture, so that a cross entropy is a mean.
struct CellTargets {
    /// Among a picture's cells, [2B, queries, cells].
    let inView: Tensor
    /// For each picture among the tokens of the prompt, [B, queries, T].
    let amongTokens: [Tensor]

    init(_ batch: GroundingBatch, imagePlaces: [Int]) {
        let (count, queries, cells) = (batch.samples.count, GroundingSample.queryCount, batch.cells)
        let visible = (0..<2).map { view in batch.targets.count { $0.cells[view] != nil } }
        var inView = [Float](repeating: 0, count: 2 * count * queries * cells)
        var amongTokens = Array(
            repeating: [Float](repeating: 0, count: count * queries * batch.length), count: 2)
        for (number, target) in batch.targets.enumerated() {
            let (sample, query) = (number / queries, number % queries)
            for view in 0..<2 {
                guard let cell = target.cells[view] else { continue }
                let share = 1 / Float(visible[view])
                inView[((sample * 2 + view) * queries + query) * cells + cell] = share
                let token = imagePlaces[(sample * 2 + view) * cells + cell] - sample * batch.length
                amongTokens[view][number * batch.length + token] = share
            }
        }
        self.inView = Tensor(inView, [2 * count, queries, cells])
        self.amongTokens = amongTokens.map { Tensor($0, [count, queries, batch.length]) }
    }
}
