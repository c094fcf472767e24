import Embodiment

extension LeRobotDataset {
    /// Numbers in memory at a time while statistics are computed: 512 MB.
    private static let numbersAtATime = 1 << 26

    /// Statistics of every numeric column over all steps, by the name of the column.
    ///
    /// The reference uses every file it finds; here it is the rows of the listed episodes, so that a deleted episode's file
    /// does not count.
    ///
    /// Throws ``DatasetError/notFinite(value:key:episode:row:file:)`` at the first NaN or infinity in a column of
    /// `meta/modality.json`; another column (a reward, say) that has one is left out.
    public func computeStatistics() throws -> [String: Statistics] {
        let needed = Set(
            [Modality.state, .action].flatMap { modality in
                modalityMap.slices(modality).values.map { $0.column(modality) }
            })
        var statistics: [String: Statistics] = [:]
        for columns in passes(try numericColumns().sorted()) {
            // Tables of other columns than the samples' are of no further use: they are read, used and dropped.
            let store = RowStore(root: root, info: info, columns: columns, capacity: 256 << 20)
            var values: [String: [Double]] = [:]
            for name in columns { values[name] = [] }
            for episode in episodes {
                let rows = try store.rows(of: episode)
                for name in values.keys {
                    do {
                        try rows.append(name, to: &values[name, default: []])
                    } catch  where !needed.contains(name) {
                        values[name] = nil
                    }
                }
            }
            for name in columns {
                guard let column = values.removeValue(forKey: name), !column.isEmpty else { continue }
                statistics[name] = Statistics(rows: column, width: column.count / stepCount)
            }
        }
        return statistics
    }

    /// Columns that are numbers by `meta/info.json` and are in the files.
    private func numericColumns() throws -> [String] {
        guard let first = episodes.first else { return [] }
        let present = try rows(of: first).table.fieldNames
        return present.filter { info.features[$0]?.isNumeric ?? false }
    }

    /// Columns in groups that fit into memory together, because a file is opened once per group.
    private func passes(_ columns: [String]) -> [[String]] {
        var passes: [[String]] = []
        var numbers = 0
        for name in columns {
            let more = stepCount.multipliedReportingOverflow(by: info.features[name]?.width ?? 1).partialValue
            if passes.isEmpty || numbers + more > Self.numbersAtATime {
                passes.append([])
                numbers = 0
            }
            passes[passes.count - 1].append(name)
            numbers += more
        }
        return passes
    }
}

extension EpisodeRows {
    /// Appends all numbers of a column in the episode. Throws ``DatasetError/notFinite(value:key:episode:row:file:)``.
    fileprivate func append(_ name: String, to values: inout [Double]) throws {
        guard let column = table.columns[name] else { return }
        let start = values.count
        for row in rows { column.append(row, 0..<column.width, to: &values) }
        if let bad = values[start...].firstIndex(where: { !$0.isFinite }) {
            let offset = bad - start
            throw DatasetError.notFinite(
                value: values[bad], key: "\(name)[\(offset % column.width)]", episode: episode.index,
                row: offset / column.width, file: table.file.path)
        }
    }
}
