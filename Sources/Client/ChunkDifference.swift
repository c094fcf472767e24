import Embodiment

/// How far the chunks of one joint group are apart, in the units of the dataset.
public struct ChunkDifference: Sendable, Equatable, Encodable {
    public struct Joint: Sendable, Equatable, Encodable {
        /// Largest absolute difference.
        public internal(set) var maximum = 0.0
        /// Sum of the absolute differences.
        fileprivate var sum = 0.0
        /// Mean absolute difference.
        public internal(set) var mean = 0.0
        /// Where the largest difference is; nil where there is none.
        public internal(set) var place: String?

        enum CodingKeys: String, CodingKey { case maximum, mean, place }
    }

    /// One per column.
    public private(set) var joints: [Joint]
    /// Rows that were compared.
    public private(set) var steps = 0

    /// Over all joints.
    public var maximum: Double { joints.map(\.maximum).max() ?? 0 }
    /// Over all joints.
    public var mean: Double { joints.isEmpty ? 0 : joints.reduce(0) { $0 + $1.mean } / Double(joints.count) }

    init(joints: Int) { self.joints = Array(repeating: Joint(), count: joints) }

    /// - Precondition: both have as many columns as there are joints, and finite numbers.
    mutating func add(_ actual: Matrix, _ expected: Matrix, at place: String) {
        let rows = min(actual.rows, expected.rows)
        steps += rows
        for column in joints.indices {
            for row in 0..<rows {
                let difference = abs(actual[row, column] - expected[row, column])
                joints[column].sum += difference
                if difference > joints[column].maximum {
                    joints[column].maximum = difference
                    joints[column].place = "\(place), action \(row)"
                }
            }
            joints[column].mean = steps > 0 ? joints[column].sum / Double(steps) : 0
        }
    }
}
