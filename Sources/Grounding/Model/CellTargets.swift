import Torch

/// The cells in which the things are that are named. What counts sums to 1 for each picture, so that a cross entropy is a mean.
struct CellTargets {
    /// Among a picture's cells, [2B, queries, cells].
    let inView: Tensor
    /// For each picture among the tokens of the prompt, [B, queries, T]; queries of a moment.
    let amongTokens: [Tensor]

    init(_ batch: GroundingBatch, imagePlaces: [Int]) {
        let (count, queries, cells, length) = (batch.count, batch.queries, batch.cells, batch.packed.length)
        let visible = (0..<2).map { view in batch.targets.count { $0.cells[view] != nil } }
        var inView = [Float](repeating: 0, count: 2 * count * queries * cells)
        var amongTokens = Array(
            repeating: [Float](repeating: 0, count: count * queries * length), count: 2)
        for (number, target) in batch.targets.enumerated() {
            let (moment, query) = (number / queries, number % queries)
            for view in 0..<2 {
                guard let cell = target.cells[view] else { continue }
                let share = 1 / Float(visible[view])
                inView[((moment * 2 + view) * queries + query) * cells + cell] = share
                let token = imagePlaces[(moment * 2 + view) * cells + cell] - moment * length
                amongTokens[view][number * length + token] = share
            }
        }
        self.inView = Tensor(inView, [2 * count, queries, cells])
        self.amongTokens = amongTokens.map { Tensor($0, [count, queries, length]) }
    }
}
