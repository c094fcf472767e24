import Embodiment
import Foundation
import Torch

/// How well a backbone sees and reads moments that it was not trained on.
package struct GroundingScore: Sendable, Codable, Equatable {
    /// Median error of the place of a named thing in sight, at the prompt's end, in pixels of the policy's picture: front, wrist.
    package var medianPixels: [Double]
    /// The same, below which nine of ten are.
    package var ninthDecilePixels: [Double]
    /// Part of the named things in sight to which the words point: their middle is in the cell, or at most
    /// ``cellTolerance`` beside it. Front, wrist.
    package var cellAccuracy: [Double]
    /// Part of the answers' words that are right.
    package var answerAccuracy: Double

    /// What a backbone must reach before a policy is trained on it.
    package static let largestPixels = 1.0
    package static let leastCellAccuracy = 0.98
    /// Pixels. What is on the border of two cells is in neither, really.
    package static let cellTolerance = 2.0

    package var isGoodEnough: Bool {
        medianPixels.allSatisfy { $0 <= Self.largestPixels } && cellAccuracy.allSatisfy { $0 >= Self.leastCellAccuracy }
    }

    package var text: String {
        func list(_ values: [Double], _ format: String, by factor: Double = 1) -> String {
            values.map { String(format: format, $0 * factor) }.joined(separator: " and ")
        }
        return
            "the named thing is placed with a median error of \(list(medianPixels, "%.2f")) pixels (front and wrist view; "
            + "nine of ten below \(list(ninthDecilePixels, "%.1f"))), words point to it in \(list(cellAccuracy, "%.1f", by: 100)) %; "
            + "\(String(format: "%.1f", answerAccuracy * 100)) % of the answers' words are right"
    }
}

/// Collects a score over batches.
struct ScoreSheet {
    private var errors: [[Double]] = [[], []]
    private var pointed: [[Bool]] = [[], []]
    private var answers: [Bool] = []

    /// - Parameters:
    ///   - place: scores of the bins, [B * queries, coordinates, bins].
    ///   - pointer: scores of the cells, [2B, queries, cells].
    ///   - answer: the words said, and those that are right.
    mutating func add(
        _ batch: GroundingBatch, imageSize: Int, place: Tensor, pointer: Tensor, answer: (said: [Int], right: [Int])
    ) {
        let bins = Tensor(
            (0..<GroundingHeads.bins).map { (Float($0) + 0.5) / Float(GroundingHeads.bins) }, [GroundingHeads.bins])
        let expected = (place.softmax(dim: -1) * bins).sum(dim: [-1]).doubles
        let cells = pointer.argmax(dim: -1).array(of: Int.self)
        for (number, target) in batch.targets.enumerated() {
            let (moment, query) = number.quotientAndRemainder(dividingBy: batch.queries)
            for view in 0..<2 {
                guard target.cells[view] != nil else { continue }
                let cell = cells[(moment * 2 + view) * batch.queries + query]
                let beside = target.distance(fromCell: cell, view: view, side: batch.sight.side)
                pointed[view].append(beside * Double(imageSize) <= GroundingScore.cellTolerance)
                // At the prompt's end.
                guard query % GroundingSample.queryCount == 1 else { continue }
                let said = (0..<2).map { expected[number * GroundingHeads.coordinates + 2 * view + $0] }
                let away = PlaceTargets.inPicture(SIMD2(said[0], said[1]), view) - target.place(in: view)
                errors[view].append((away * away).sum().squareRoot() * Double(imageSize))
            }
        }
        answers += zip(answer.said, answer.right).map { $0 == $1 }
    }

    var score: GroundingScore {
        func quantile(_ values: [Double], _ part: Double) -> Double { values.sorted().nearestRank(part) ?? .nan }
        func share(_ values: [Bool]) -> Double { Double(values.count { $0 }) / Double(max(values.count, 1)) }
        return GroundingScore(
            medianPixels: errors.map { quantile($0, 0.5) }, ninthDecilePixels: errors.map { quantile($0, 0.9) },
            cellAccuracy: pointed.map(share), answerAccuracy: share(answers))
    }
}
