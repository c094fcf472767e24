import Embodiment

/// The numbers of one joint group, as a message has them.
struct StateValue {
    /// One per observation, [T, D].
    let matrices: [Matrix]
    let isBatched: Bool
    /// Numbers in all.
    let count: Int

    init(_ value: WireValue, key: String, limit: Int) throws(WireError) {
        guard let numbers = try Numbers(value, key: key, limit: limit), numbers.shape.count <= 3 else {
            throw .badObservation(
                key: key, reason: "\(value.kind) is no state; send numbers [T, D], or [D], or [B, T, D]")
        }
        guard !numbers.shape.contains(0) else {
            throw .badObservation(key: key, reason: "\(numbers.shape) has no numbers")
        }
        if let index = numbers.values.firstIndex(where: { !$0.isFinite }) {
            throw .badObservation(
                key: key, reason: "number \(index) is \(numbers.values[index]); send finite numbers only")
        }
        let shape = Array(repeating: 1, count: max(0, 2 - numbers.shape.count)) + numbers.shape
        let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
        let size = rows * columns
        matrices = stride(from: 0, to: numbers.values.count, by: size).map {
            Matrix(rows: rows, columns: columns, values: Array(numbers.values[$0..<$0 + size]))
        }
        isBatched = shape.count == 3
        count = numbers.values.count
    }
}
