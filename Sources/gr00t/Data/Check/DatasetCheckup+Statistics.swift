import Dataset
import Foundation

/// Statistics on disk against the data.
extension DatasetCheckup {
    mutating func checkStatistics(_ dataset: LeRobotDataset, fix: Bool) {
        begin("statistics")
        guard let stored = attempt({ try dataset.storedStatistics() }) else { return }
        guard let stored else {
            if fix, problems.isEmpty, attempt({ try dataset.statistics() }) != nil {
                wrote(LeRobotDataset.computedStatisticsPath)
            }
            conclude("none on disk that can be used: they are computed when they are first needed")
            return
        }
        _ = attempt { try dataset.jointGroupStatistics(stored.statistics) }
        conclude("of \(stored.path)")
        // Rows that cannot be read are reported already.
        guard let computed = try? dataset.computeStatistics() else { return }
        for (column, actual) in computed.sorted(by: { $0.key < $1.key }) {
            guard let found = stored.statistics[column], let problem = Self.difference(found, actual) else { continue }
            add(
                "\(root.appending(path: stored.path).path), key '\(column) > \(problem). If these are the statistics of "
                    + "other data on purpose, keep them; else remove the file: it is computed again.")
        }
    }

    /// The first number that is not the data's: a hundredth of the dimension's range off, a fiftieth for quantiles, which
    /// tools estimate.
    private static func difference(_ found: Statistics, _ actual: Statistics) -> String? {
        for (name, found, expected, tolerance) in [
            ("min", found.min, actual.min, 0.01), ("max", found.max, actual.max, 0.01),
            ("mean", found.mean, actual.mean, 0.01), ("std", found.std, actual.std, 0.01),
            ("q01", found.q01, actual.q01, 0.02), ("q99", found.q99, actual.q99, 0.02),
        ] {
            guard found.count == expected.count else {
                return "\(name)': has \(found.count) numbers, the data has \(expected.count) per row"
            }
            for index in found.indices {
                let range = actual.max[index] - actual.min[index]
                let allowed = tolerance * range + 1e-5 * max(1, expected[index].magnitude)
                // Written so that NaN differs.
                guard (found[index] - expected[index]).magnitude <= allowed else {
                    return "\(name)[\(index)]': is \(found[index]), but the data's is \(expected[index])"
                }
            }
        }
        return nil
    }
}
