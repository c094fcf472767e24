/// What one optimiser step came to.
public struct StepResult: Sendable {
    /// Mean squared error of the velocity over all samples of the step that have actions, of all processes; 0 without any.
    public var loss: Double
    /// Action values that ``loss`` is the mean of.
    public var actionValues = 0.0
    /// −cos between what the policy foresaw and what came, mean over the future tokens of all samples of the step, of all
    /// processes: −1 is best. `nil` where it foresees nothing.
    public var alignment: Double?
    /// L2 norm of all gradients, before clipping.
    public var gradientNorm: Double
    /// Sum of the squared errors per column of the action, and how many values they are of, for each embodiment; of this
    /// process.
    public var columns: [Int: ColumnErrors]
    /// Where samples with an error that is not finite are from; all samples where only the gradients are not finite.
    public var offenders: [SampleID]

    /// Whether the weights were changed: losses and gradients are finite.
    public var isFinite: Bool { loss.isFinite && alignment?.isFinite ?? true && gradientNorm.isFinite }
}

/// Squared errors of an embodiment, per column of the action.
public struct ColumnErrors: Sendable, Equatable {
    public var sums: [Double]
    public var counts: [Double]

    init(width: Int) {
        sums = Array(repeating: 0, count: width)
        counts = sums
    }

    /// The mean over some of the columns; `nil` where none of them counts.
    public func mean(_ columns: Range<Int>) -> Double? {
        let count = counts[columns].reduce(0, +)
        return count > 0 ? sums[columns].reduce(0, +) / count : nil
    }
}

extension StepResult {
    static let none = StepResult(loss: 0, gradientNorm: 0, columns: [:], offenders: [])

    /// Adds the errors of one micro-batch, [B, horizon, width] both. Returns their sum and count.
    mutating func add(_ errors: [Float], _ kept: [Float], width: Int, of batch: TrainingBatch) -> (Double, Double) {
        var (total, totalCount) = (0.0, 0.0)
        let perSample = errors.count / max(1, batch.embodiments.count)
        for (index, embodiment) in batch.embodiments.enumerated() {
            var columns = self.columns[embodiment] ?? ColumnErrors(width: width)
            var sum = 0.0
            for place in index * perSample..<(index + 1) * perSample {
                columns.sums[place % width] += Double(errors[place])
                columns.counts[place % width] += Double(kept[place])
                sum += Double(errors[place])
                totalCount += Double(kept[place])
            }
            total += sum
            self.columns[embodiment] = columns
            if !sum.isFinite, batch.samples.indices.contains(index) { offenders.append(batch.samples[index]) }
        }
        return (total, totalCount)
    }
}
