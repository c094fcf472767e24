import Torch

/// What the backbone's features know about where things are, each part as a loss.
///
/// Cells first: every image token learns which objects are in its cell, where in it, and which cell it is. Then words: the
/// token that names a thing learns to attend to its cells in both pictures, to point at them, and to say in numbers where it is.
/// Without the attention's own loss the words stay blind for long: a gradient that has to find the right one of 72 image
/// tokens through a softmax hardly begins.
struct GroundingLoss {
    /// Of the image tokens alone.
    let sight: Tensor
    /// Of the words; `nil` where only sight was learnt.
    let words: WordLoss?

    struct WordLoss {
        let attention, pointer, place, measure, answer, kind: Tensor
    }

    /// Weights found by trying: the parts fall together.
    var total: Tensor {
        guard let words else { return sight }
        return sight * 0.5 + words.attention + words.pointer * 0.5 + words.place + words.measure * 2
            + words.answer * 0.5 + words.kind * 0.3
    }

    /// Images [2B, cells, width]: presence in 6 x 6 cells is rare, so a cell that has an object counts more.
    static func sight(_ images: Tensor, _ batch: SightBatch, _ heads: GroundingHeads) -> Tensor {
        let (cells, objects) = (batch.cells, GroundingHeads.objects)
        let said = heads.presence(images).view([-1, objects, 3])
        let logits = said.select(dim: 2, index: 0)
        let targets = batch.presence
        let isThere = Tensor(targets.isThere, logits.shape)
        let offset = Tensor(targets.offset, [logits.size(0), objects, 2])
        let rarity = 8.0
        let presence = (isThere * (-logits).softplus() * rarity + (1 - isThere) * logits.softplus()).mean()
        let away = (said.narrow(dim: 2, start: 1, length: 2) - offset).square().sum(dim: [2])
        let offsetError = (away * isThere).sum() / Double(max(targets.isThere.reduce(0, +), 1))
        let own = heads.cell(images).logSoftmax(dim: -1)
        let identity = Tensor((0..<cells * cells).map { $0 / cells == $0 % cells ? Float(1) : 0 }, [1, cells, cells])
        let cell = -(own * identity).sum() / Double(own.size(0) * cells)
        return presence * 10 + offsetError * 3 + cell
    }
}

extension Tensor {
    /// −Σ target · log softmax(self), over the last dimension.
    package func crossEntropy(_ targets: Tensor) -> Tensor { -(logSoftmax(dim: -1) * targets).sum() }
}
