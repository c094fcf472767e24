import Embodiment

/// The rows of one episode: a view into the table of its file.
struct EpisodeRows: Sendable {
    let episode: Episode
    let table: RowTable
    let rows: Range<Int>

    /// Rows of a joint group at the steps `base + deltas`, [T, D].
    ///
    /// Steps outside the episode repeat its first or last row where the group is absolute, else they are zero: the rule of
    /// the reference (`retrieve_data_and_pad`, `gr00t/data/dataset.py`), which marks padding nowhere.
    ///
    /// Throws ``DatasetError/notFinite(value:key:episode:row:file:)``.
    func window(_ slice: VectorSlice, key: ModalityKey, base: Int, deltas: [Int]) throws -> Matrix {
        let name = slice.column(key.modality)
        guard let column = table.columns[name], slice.end <= column.width else { throw missing(name) }
        var values: [Double] = []
        values.reserveCapacity(deltas.count * slice.width)
        for delta in deltas {
            let step = base + delta
            if !slice.absolute, !(0..<episode.length).contains(step) {
                values.append(contentsOf: repeatElement(0, count: slice.width))
            } else {
                column.append(rows.lowerBound + clamped(step), slice.start..<slice.end, to: &values)
            }
        }
        if let bad = values.firstIndex(where: { !$0.isFinite }) {
            throw DatasetError.notFinite(
                value: values[bad], key: "\(key)[\(bad % slice.width)]", episode: episode.index,
                row: clamped(base + deltas[bad / slice.width]), file: table.file.path)
        }
        return Matrix(rows: deltas.count, columns: slice.width, values: values)
    }

    /// The instructions at the steps `base + deltas`, T of them.
    ///
    /// Throws ``DatasetError/unknownTask(index:key:episode:row:available:)``.
    func texts(column name: String, key: ModalityKey, tasks: TaskTable, base: Int, deltas: [Int]) throws -> [String] {
        guard let column = table.columns[name], column.width == 1 else { throw missing(name) }
        return try deltas.map { delta in
            let row = clamped(base + delta)
            let value = column[rows.lowerBound + row, 0]
            guard let index = Int(exactly: value) else {
                throw DatasetError.wrongType(
                    column: name, file: table.file.path, found: "\(value) in row \(row) of episode \(episode.index)",
                    expected: "an index into the task table")
            }
            guard let text = tasks[index] else {
                let known = tasks.tasks.keys.sorted()
                throw DatasetError.unknownTask(
                    index: index, key: key.description, episode: episode.index, row: row,
                    available: known.count > 8 ? "\(known.count) tasks" : "tasks \(known)")
            }
            return text
        }
    }

    /// The frames at the steps `base + deltas`, counted from the episode's first; steps outside the episode are clamped.
    func frames(framesPerSecond: Double, base: Int, deltas: [Int]) throws -> [Int] {
        let (times, clock) = try timeline(framesPerSecond)
        return try deltas.map { delta in
            let row = clamped(base + delta)
            guard let frame = clock.frame(at: times[rows.lowerBound + row, 0]), (0..<episode.length).contains(frame)
            else { throw uneven(row, times, framesPerSecond) }
            return frame
        }
    }

    /// Refuses time stamps that are not one frame apart: rows are missing, unsorted, or `fps` is wrong. Then rows and frames
    /// would drift apart.
    func verifyTimestamps(framesPerSecond: Double) throws {
        let (times, clock) = try timeline(framesPerSecond)
        for row in 1..<max(1, episode.length) {
            let index = rows.lowerBound + row
            let steps = (times[index, 0] - times[index - 1, 0]) * framesPerSecond
            // 32-bit floats resolve 2 ms after five hours: a tenth of a frame allows for that.
            guard (steps - 1).magnitude < 0.1, clock.frame(at: times[index, 0]) == row else {
                throw uneven(row, times, framesPerSecond)
            }
        }
    }

    /// Whether any number of the state changes notably within `range`.
    func moves(_ column: String, within range: Range<Int>) -> Bool {
        guard let state = table.columns[column] else { return false }
        return (0..<state.width).contains { joint in
            let values = range.map { state[rows.lowerBound + $0, joint] }
            guard let low = values.min(), let high = values.max() else { return false }
            return high - low > 0.01 + 0.05 * max(high.magnitude, low.magnitude)
        }
    }

    private func clamped(_ step: Int) -> Int { min(max(step, 0), episode.length - 1) }

    private func timeline(_ framesPerSecond: Double) throws -> (NumericColumn, FrameClock) {
        guard let times = table.columns["timestamp"], times.width == 1 else { throw missing("timestamp") }
        guard let clock = FrameClock(framesPerSecond: framesPerSecond, firstTimestamp: times[rows.lowerBound, 0]) else {
            throw uneven(0, times, framesPerSecond)
        }
        return (times, clock)
    }

    private func uneven(_ row: Int, _ times: NumericColumn, _ framesPerSecond: Double) -> DatasetError {
        let index = rows.lowerBound + row
        let spacing = row == 0 ? times[index, 0] : times[index, 0] - times[index - 1, 0]
        return .unevenTimestamps(
            episode: episode.index, row: row, spacing: spacing, framesPerSecond: framesPerSecond, file: table.file.path)
    }

    private func missing(_ column: String) -> DatasetError {
        .unknownKey(key: column, file: "the columns of \(table.file.path)", candidates: table.columns.keys.sorted())
    }
}
