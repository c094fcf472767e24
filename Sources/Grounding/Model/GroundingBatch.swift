import Model
import Simulation
import Torch

/// Moments with texts about them, as many about each, and what is to be said about them.
struct GroundingBatch {
    let sight: SightBatch
    /// Those about the first moment, then those about the second.
    let samples: [GroundingSample]
    let packed: PackedPrompts
    /// Token ids, [B, T]; B moments.
    let ids: Tensor
    let targets: [PlaceTargets]

    /// - Precondition: there is at least one moment, with at least one sample, and all have as many.
    init(_ moments: [(moment: SeenMoment, samples: [GroundingSample])], side: Int, _ reader: PromptReader) {
        let shared = reader.lead.count
        let samples = moments.flatMap(\.samples)
        let packed = PackedPrompts(
            shared: shared, texts: moments[0].samples.count,
            textLength: (samples.map(\.tokens.count).max() ?? shared) - shared)
        self.packed = packed
        self.samples = samples
        sight = SightBatch(moments.map(\.moment), side: side)
        targets = samples.flatMap { $0.queries.map { PlaceTargets($0.object, side: side) } }
        ids = Tensor(
            moments.flatMap { moment in
                reader.lead
                    + moment.samples.flatMap { sample in
                        let text = sample.tokens.dropFirst(shared)
                        return text
                            + Array(repeating: reader.processor.paddingID, count: packed.textLength - text.count)
                    }
            }, [moments.count, packed.length])
    }

    var cells: Int { sight.cells }

    /// Moments, B.
    var count: Int { sight.moments.count }

    /// Query tokens of each moment.
    var queries: Int { packed.texts * GroundingSample.queryCount }

    /// Of the query tokens, in the batch as one row of tokens, [B * queries].
    var queryPlaces: [Int] {
        samples.indices.flatMap { sample in samples[sample].queries.map { place($0.position, in: sample) } }
    }

    /// Of the prompts' ends, [samples].
    var endPlaces: [Int] { samples.indices.map { place(samples[$0].end, in: $0) } }

    /// Of the tokens before each token of an answer, and those tokens.
    var answers: (places: [Int], tokens: [Int]) {
        let all = samples.indices.flatMap { sample in
            samples[sample].answers.map { (place($0.position, in: sample), $0.token) }
        }
        return (all.map(\.0), all.map(\.1))
    }

    /// Of the image tokens, [B * 2 * cells].
    func imagePlaces(_ reader: PromptReader) -> [Int] {
        (0..<count).flatMap { moment in reader.imagePositions.map { moment * packed.length + $0 } }
    }

    /// Whether a query may look at a token, [B, queries, T].
    var isBefore: [Bool] {
        queryPlaces.flatMap { place in
            (0..<packed.length).map { packed.allows(place % packed.length, toSee: $0) }
        }
    }

    private func place(_ position: Int, in sample: Int) -> Int {
        let (moment, text) = sample.quotientAndRemainder(dividingBy: packed.texts)
        return moment * packed.length + packed.place(position, text: text)
    }
}
