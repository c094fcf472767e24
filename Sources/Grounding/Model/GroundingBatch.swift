import Media
import Model
import Policy
import Simulation
import Torch

/// Samples side by side, and what is to be said about them.
struct GroundingBatch {
    let samples: [GroundingSample]
    let input: VisionLanguageInput
    /// Tokens of the padded prompts.
    let length: Int
    /// Cells along a picture's side.
    let side: Int
    let targets: [PlaceTargets]
    private let padding: [Int]

    /// - Precondition: there is at least one sample.
    init(_ samples: [GroundingSample], side: Int, _ reader: PromptReader) {
        let length = samples.map(\.tokens.count).max() ?? 0
        self.samples = samples
        self.length = length
        self.side = side
        padding = samples.map { length - $0.tokens.count }
        targets = samples.flatMap { $0.queries.map { PlaceTargets($0.object, side: side) } }
        input = VisionLanguageInput(
            prompts: samples.map(\.tokens), tiles: samples.flatMap { [$0.moment.front, $0.moment.wrist] },
            padding: reader.processor)
    }

    var cells: Int { side * side }

    /// Of the query tokens, in the batch as one row of tokens, [B * queries].
    var queryPlaces: [Int] {
        samples.indices.flatMap { sample in
            samples[sample].queries.map { sample * length + padding[sample] + $0.position }
        }
    }

    /// Of the prompts' ends, [B].
    var endPlaces: [Int] { samples.indices.map { $0 * length + padding[$0] + samples[$0].end } }

    /// Of the tokens before each token of an answer, and those tokens.
    var answers: (places: [Int], tokens: [Int]) {
        let all = samples.indices.flatMap { sample in
            samples[sample].answers.map { (sample * length + padding[sample] + $0.position, $0.token) }
        }
        return (all.map(\.0), all.map(\.1))
    }

    /// Of the image tokens, [B, 2 * cells].
    func imagePlaces(token: Int) -> [Int] {
        samples.indices.flatMap { sample in
            samples[sample].tokens.indices.filter { samples[sample].tokens[$0] == token }
                .map { sample * length + padding[sample] + $0 }
        }
    }

    /// Whether a query may look at a token: those of its own prompt up to itself, [B, queries, T].
    var isBefore: [Bool] {
        samples.indices.flatMap { sample in
            samples[sample].queries.flatMap { query in
                (0..<length).map { $0 >= padding[sample] && $0 <= padding[sample] + query.position }
            }
        }
    }

    /// 1 where an object's middle is in a cell of a picture, [B, 2, cells, objects]; and where in the cell, [..., 2].
    var presence: (isThere: [Float], offset: [Float]) {
        let objects = GroundingHeads.objects
        var isThere = [Float](repeating: 0, count: samples.count * 2 * cells * objects)
        var offset = [Float](repeating: 0, count: isThere.count * 2)
        for (index, sample) in samples.enumerated() {
            for object in sample.moment.objects {
                for (view, place) in [object.front, object.wrist].enumerated() {
                    guard let place, (0..<2).allSatisfy({ place[$0] >= 0 && place[$0] < 1 }) else { continue }
                    let cell = PlaceTargets.cell(of: place, side: side)
                    let at = ((index * 2 + view) * cells + cell) * objects + object.name.index
                    isThere[at] = 1
                    for axis in 0..<2 {
                        let inCells = place[axis] * Double(side)
                        offset[2 * at + axis] = Float(inCells - inCells.rounded(.down))
                    }
                }
            }
        }
        return (isThere, offset)
    }
}
