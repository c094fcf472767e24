import Embodiment
import Foundation

/// Averages what several chunks say about the same step (ACT, arXiv 2304.13705): the prediction made i-th counts
/// exp(−m i), with the oldest at i = 0.
public struct TemporalEnsemble: Sendable {
    /// m: above 0 the oldest prediction counts most, below 0 the newest; ACT uses 0.01.
    public let decay: Double
    private var average: Matrix?
    /// Predictions in each row of the average.
    private var counts: [Int] = []
    /// What part of the new average the newest of c + 1 predictions is: exp(−m c) / Σ exp(−m i).
    private var shares: [Double] = []

    /// - Throws: ``ControlError/badOption(name:value:allowed:)`` unless `decay` is finite.
    public init(decay: Double = 0.01) throws(ControlError) {
        guard decay.isFinite else {
            throw .badOption(name: "the ensemble's decay", value: "\(decay)", allowed: "a number such as 0.01")
        }
        self.decay = decay
    }

    /// Moves on by `steps`: their averages are executed, or their time has gone.
    public mutating func advance(by steps: Int) {
        guard steps > 0, let known = average else { return }
        guard steps < known.rows else { return clear() }
        average = Matrix(
            rows: known.rows - steps, columns: known.columns,
            values: Array(known.values.dropFirst(steps * known.columns)))
        counts.removeFirst(steps)
    }

    /// Adds the newest chunk [H, D], whose first row is for the step that is due, and returns the averages of its steps [H, D].
    /// A chunk of another shape begins anew.
    public mutating func add(_ chunk: Matrix) -> Matrix {
        prepareShares(chunk.rows)
        var result = chunk
        if let known = average, known.columns == chunk.columns, known.rows <= chunk.rows {
            for row in 0..<known.rows {
                // Not more than a chunk has steps, also where a robot asks again without moving on.
                let share = shares[min(counts[row], chunk.rows - 1)]
                for column in 0..<chunk.columns {
                    result[row, column] = known[row, column] + share * (chunk[row, column] - known[row, column])
                }
                counts[row] = min(counts[row] + 1, chunk.rows)
            }
        } else {
            counts = []
        }
        counts += Array(repeating: 1, count: chunk.rows - counts.count)
        average = result
        return result
    }

    public mutating func clear() {
        average = nil
        counts = []
    }

    /// exp(−m c) / Σ exp(−m i) = 1 / Σ exp(m j), both over 0...c: this form can't overflow to a quotient that is no number.
    private mutating func prepareShares(_ count: Int) {
        guard shares.count != count else { return }
        var sum = 0.0
        shares = (0..<count).map { j in
            sum += exp(decay * Double(j))
            return 1 / sum
        }
    }
}
