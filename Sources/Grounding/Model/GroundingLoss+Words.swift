import Torch

extension GroundingLoss.WordLoss {
    /// - Parameters:
    ///   - features: of the language model, [B, T, width].
    ///   - attending: queries and keys of one of its layers, [B, heads, T, headDim].
    ///   - words: the embeddings, [vocabulary, width]; an answer's words are those whose embeddings are most alike.
    init(
        _ features: Tensor, attending: (queries: Tensor, keys: Tensor), words: Tensor,
        imagePlaces: [Int], _ batch: GroundingBatch, _ heads: GroundingHeads
    ) {
        let width = features.size(2)
        let flat = features.reshape([-1, width])
        func rows(_ places: [Int]) -> Tensor { flat.indexSelect(dim: 0, index: Tensor(places, [places.count])) }
        let named = rows(batch.queryPlaces)
        let cells = CellTargets(batch, imagePlaces: imagePlaces)
        attention = Self.attention(attending, cells, batch)
        pointer = GroundingPointer.logits(named, images: rows(imagePlaces), batch, heads).crossEntropy(cells.inView)
        place = Self.place(heads.place(named), batch)
        measure = Self.measure(heads.measure(named), batch)
        let answers = batch.answers
        let said = rows(answers.places).matmul(words.transpose(0, 1))
        answer =
            answers.tokens.isEmpty
            ? said.sum()
            : said.crossEntropy(Self.oneHot(answers.tokens, words.size(0))) / Double(answers.tokens.count)
        let kinds = batch.samples.map(\.kind.rawValue)
        let kindTargets = Self.oneHot(kinds, GroundingPrompt.Kind.allCases.count)
        kind = heads.kind(rows(batch.endPlaces)).crossEntropy(kindTargets) / Double(kinds.count)
    }

    /// The first head looks at the thing in the front picture, the first of the other half in the wrist's.
    private static func attention(
        _ attending: (queries: Tensor, keys: Tensor), _ cells: CellTargets, _ batch: GroundingBatch
    ) -> Tensor {
        let (heads, width) = (attending.queries.size(1), attending.queries.size(3))
        let (count, asked) = (batch.count, batch.queries)
        let forbidden = Tensor(batch.isBefore.map { $0 ? Float(0) : -1e30 }, [count, asked, batch.packed.length])
        let places = batch.queryPlaces
        let index = Tensor(places, [places.count])
        let losses = (0..<2).map { view in
            let head = view * heads / 2
            let queries = attending.queries.select(dim: 1, index: head).reshape([-1, width])
                .indexSelect(dim: 0, index: index).view([count, asked, width])
            let keys = attending.keys.select(dim: 1, index: head).transpose(1, 2)
            let scores = queries.bmm(keys) / Double(width).squareRoot() + forbidden
            return scores.crossEntropy(cells.amongTokens[view])
        }
        return losses[0] + losses[1]
    }

    private static func place(_ said: Tensor, _ batch: GroundingBatch) -> Tensor {
        let count = batch.targets.count
        let bells = Tensor(
            batch.targets.flatMap { target in
                let bells = target.bells
                return zip(target.placeCounts, 0..<GroundingHeads.coordinates).flatMap { counts, axis in
                    bells[axis * GroundingHeads.bins..<(axis + 1) * GroundingHeads.bins].map {
                        counts ? $0 : 0
                    }
                }
            }, [count, GroundingHeads.coordinates, GroundingHeads.bins])
        let counted = batch.targets.reduce(0) { $0 + $1.placeCounts.count { $0 } }
        return said.view(bells.shape).crossEntropy(bells) / Double(max(counted, 1))
    }

    private static func measure(_ said: Tensor, _ batch: GroundingBatch) -> Tensor {
        let targets = Tensor(batch.targets.flatMap(\.measures), said.shape)
        let weights = Tensor(batch.targets.flatMap { $0.measureCounts.map { $0 ? Float(1) : 0 } }, said.shape)
        let counted = batch.targets.reduce(0) { $0 + $1.measureCounts.count { $0 } }
        return ((said - targets).square() * weights).sum() / Double(max(counted, 1))
    }

    private static func oneHot(_ places: [Int], _ count: Int) -> Tensor {
        var values = [Float](repeating: 0, count: places.count * count)
        for (row, place) in places.enumerated() { values[row * count + place] = 1 }
        return Tensor(values, [places.count, count])
    }
}

/// Points from tokens to cells of both pictures.
enum GroundingPointer {
    /// Scores, [2B, queries, cells].
    static func logits(_ named: Tensor, images: Tensor, _ batch: GroundingBatch, _ heads: GroundingHeads) -> Tensor {
        let (count, queries, width) = (batch.count, batch.queries, named.size(1))
        let pointer = heads.pointer(named).view([count, queries, 2, width]).transpose(1, 2)
            .reshape([2 * count, queries, width])
        let pointed = heads.pointed(images).view([2 * count, batch.cells, width]).transpose(1, 2)
        return pointer.bmm(pointed) / Double(width).squareRoot()
    }
}
