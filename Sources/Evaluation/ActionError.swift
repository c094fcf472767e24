/// How far predicted actions are from recorded ones.
public struct ActionError: Sendable, Equatable, Codable {
    /// Mean squared error, in the squared units of the dataset: the number that the reference's script prints.
    public var mse: Double
    /// Mean absolute error, in the units of the dataset.
    public var mae: Double
    /// Mean absolute error as a share of the joint's range in the dataset (0.05 is 5 % of the way that the joint can be seen to
    /// go); nil for a joint that never moves.
    public var relativeMAE: Double?

    public init(mse: Double, mae: Double, relativeMAE: Double? = nil) {
        self.mse = mse
        self.mae = mae
        self.relativeMAE = relativeMAE
    }

    enum CodingKeys: String, CodingKey {
        case mse, mae
        case relativeMAE = "relative_mae"
    }

    /// Of one joint over time.
    ///
    /// - Parameters:
    ///   - predicted: as many numbers as `recorded`.
    ///   - range: from the smallest to the largest action of the joint in the dataset.
    init(recorded: [Double], predicted: [Double], range: Double?) {
        let count = Double(max(recorded.count, 1))
        let differences = zip(recorded, predicted).map { $0 - $1 }
        mse = differences.reduce(0) { $0 + $1 * $1 } / count
        mae = differences.reduce(0) { $0 + abs($1) } / count
        relativeMAE = range.flatMap { [mae] in $0 > 0 ? mae / $0 : nil }
    }

    /// The weighted mean; joints without a range are left out of the relative error.
    init(meanOf errors: [(error: ActionError, weight: Int)]) {
        func mean(_ values: [(Double, Int)]) -> Double? {
            let weight = values.reduce(0) { $0 + $1.1 }
            return weight > 0 ? values.reduce(0) { $0 + $1.0 * Double($1.1) } / Double(weight) : nil
        }
        mse = mean(errors.map { ($0.error.mse, $0.weight) }) ?? 0
        mae = mean(errors.map { ($0.error.mae, $0.weight) }) ?? 0
        relativeMAE = mean(errors.compactMap { error, weight in error.relativeMAE.map { ($0, weight) } })
    }
}
