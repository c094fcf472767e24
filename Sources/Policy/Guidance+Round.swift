import Control
import Model
import Torch

extension Guidance {
    /// A round's guidance as tensors. Only the embodiment's own dimensions are held: nothing is known of the padding.
    ///
    /// - Parameters:
    ///   - shape: [B, horizon, actionDim].
    ///   - width: dimensions that are the embodiment's own.
    /// - Throws: ``PolicyError/badGuidance(_:)``.
    init(_ round: RoundGuidance, shape: [Int], width: Int) throws {
        let (rows, columns) = (shape[1], shape[2])
        guard round.samples.count == shape[0] else {
            throw PolicyError.badGuidance("is for \(round.samples.count) samples, not \(shape[0])")
        }
        let isOwn = (0..<columns).map { Float($0 < width ? 1 : 0) }
        let nothing = [Float](repeating: 0, count: rows * columns)
        var (previous, weights): ([Float], [Float]) = ([], [])
        for sample in round.samples {
            guard let sample else {
                previous += nothing
                weights += nothing
                continue
            }
            let chunk = sample.previous
            guard chunk.rows == rows, chunk.columns == columns, sample.weights.count == rows else {
                throw PolicyError.badGuidance(
                    "is a chunk of [\(chunk.rows), \(chunk.columns)] with \(sample.weights.count) weights; this policy's "
                        + "chunks are [\(rows), \(columns)]")
            }
            previous += chunk.values
            weights += sample.weights.flatMap { weight in isOwn.map { $0 * weight } }
        }
        self.init(
            previous: Tensor(previous, shape), weights: Tensor(weights, shape), maximumWeight: round.maximumWeight,
            usesJacobian: round.usesJacobian)
    }
}
