import Embodiment

extension ActionChunk {
    /// The targets of step `index`, per joint group.
    /// - Precondition: `index` is below every group's number of rows.
    public func step(_ index: Int) -> [String: [Double]] { actions.mapValues { Array($0.row(index)) } }

    /// Rows that every group has.
    /// - Throws: ``ControlError/unevenChunk(_:)`` unless there is a group, and all have the same number, at least 1.
    package func checkedHorizon() throws(ControlError) -> Int {
        let rows = actions.mapValues(\.rows)
        guard let horizon = rows.values.first, horizon > 0, rows.values.allSatisfy({ $0 == horizon }) else {
            throw .unevenChunk(rows)
        }
        return horizon
    }

    /// The first `steps` steps, or all where there are no more.
    package func prefix(_ steps: Int) -> ActionChunk {
        ActionChunk(
            actions: actions.mapValues { matrix in
                let rows = min(max(steps, 0), matrix.rows)
                return Matrix(
                    rows: rows, columns: matrix.columns, values: Array(matrix.values.prefix(rows * matrix.columns)))
            })
    }
}
