import Embodiment

extension ActionReply {
    /// Per action an array of float32: [T, D], or [B, T, D] where batched or where there are several chunks.
    /// Where a policy's chunks differ in shape, a list of [T, D].
    func actionFields(isBatched: Bool, order: [String], prefix: String) -> [WireField] {
        guard let first = chunks.first else { return [] }
        let names = first.actions.keys.sorted(like: order)
        return names.map { name in
            let matrices = chunks.compactMap { $0.actions[name] }
            guard let matrix = matrices.first,
                matrices.allSatisfy({ $0.rows == matrix.rows && $0.columns == matrix.columns })
            else {
                let arrays = matrices.map { NDArray(float32: $0.values, shape: [$0.rows, $0.columns]) }
                return WireField(prefix + name, .list(arrays.map(WireValue.array)))
            }
            let shape = [matrix.rows, matrix.columns]
            let isStacked = isBatched || chunks.count > 1
            return WireField(
                prefix + name,
                .array(
                    NDArray(float32: matrices.flatMap(\.values), shape: isStacked ? [matrices.count] + shape : shape)))
        }
    }

    /// `timing`, milliseconds by stage, and `notices`.
    var extraFields: [WireField] {
        var stages: [WireField] = []
        for time in timing where !stages.contains(where: { $0.key == time.stage }) {
            let total = timing.filter { $0.stage == time.stage }.reduce(0) { $0 + $1.milliseconds }
            stages.append(WireField(time.stage, .double(total)))
        }
        return [WireField("timing", .map(stages)), WireField("notices", .list(notices.map(WireValue.string)))]
    }

    /// Reads what ``actionFields(isBatched:order:prefix:)`` and ``extraFields`` write. One-dimensional arrays are columns.
    init(_ fields: [WireField]) throws(WireError) {
        var (timing, notices, chunks): ([StageTime], [String], [ActionChunk]?) = ([], [], nil)
        for field in fields {
            switch (field.key, field.value) {
            case ("timing", .map(let stages)):
                for stage in stages {
                    timing.append(StageTime(stage.key, milliseconds: try stage.value.double("timing")))
                }
            case ("notices", .list(let texts)):
                for text in texts { notices.append(try text.string("notices")) }
            case (let key, .array(let array)):
                let matrices = try Matrix.actions(array, key: key)
                let name = key.hasPrefix("action.") ? String(key.dropFirst("action.".count)) : key
                var filled = chunks ?? Array(repeating: ActionChunk(actions: [:]), count: matrices.count)
                guard filled.count == matrices.count else {
                    throw .badObservation(
                        key: key, reason: "it has \(matrices.count) chunks where others have \(filled.count)")
                }
                for index in filled.indices { filled[index].actions[name] = matrices[index] }
                chunks = filled
            default: continue
            }
        }
        guard let chunks else { throw .missing(key: "action.…", of: "the reply") }
        self.init(chunks: chunks, timing: timing, notices: notices)
    }
}

extension Matrix {
    /// Chunks in one reply, and numbers of one action in all of them.
    private static var maximumBatch: Int { 1024 }
    private static var maximumCount: Int { 1 << 22 }

    /// [T], [T, D] or [B, T, D].
    fileprivate static func actions(_ array: NDArray, key: String) throws(WireError) -> [Matrix] {
        let shape = array.shape.count == 1 ? array.shape + [1] : array.shape
        let batch = shape.count == 3 ? shape[0] : 1
        guard (2...3).contains(shape.count), !shape.contains(0), batch <= maximumBatch, array.count <= maximumCount,
            let values = array.doubles
        else {
            throw .wrongType(
                key: key, expected: "numbers [T, D] or [B, T, D]", found: "\(array.dtype) \(array.shape)")
        }
        let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
        return (0..<batch).map { index in
            let size = rows * columns
            return Matrix(rows: rows, columns: columns, values: Array(values[index * size..<(index + 1) * size]))
        }
    }
}

extension Sequence<String> {
    /// Those that `order` names first, in its order; the others after them, sorted.
    func sorted(like order: [String]) -> [String] {
        let rest = Set(self)
        return order.filter(rest.contains) + rest.subtracting(order).sorted()
    }
}
