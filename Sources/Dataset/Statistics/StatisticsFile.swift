import Foundation

/// Statistics on disk.
///
/// `meta/stats.json` is LeRobot's. GR00T needs true 1 % and 99 % quantiles, which plain v2.0 files lack, v2.1 has not and v3.0
/// only approximates (count-weighted means of histogram quantiles). The reference then overwrites the file and loses the
/// image statistics in it. Here the file stays as it is, and what was computed goes into `meta/stats_gr00t.json`:
///
///     { "fingerprint": { "frames": 2096, ... }, "statistics": { "action": { "mean": [...], ... }, ... } }
struct StatisticsFile: Codable, Equatable {
    var fingerprint: Fingerprint
    var statistics: [String: Statistics]

    static let path = "meta/stats_gr00t.json"
    static let lerobotPath = "meta/stats.json"

    /// What the statistics were computed from: another number of frames, files or bytes makes them stale.
    struct Fingerprint: Codable, Equatable {
        var frames: Int
        var files: Int
        var bytes: Int
    }
}

extension LeRobotDataset {
    /// Statistics per numeric column: those of a complete `meta/stats.json` (not of v3.0, whose quantiles are approximate),
    /// else those of `meta/stats_gr00t.json` if they are of the data that is there now, else computed, and written there
    /// unless the directory is read-only.
    ///
    /// Some datasets bring the statistics of other data on purpose (GR00T-Dreams: those of the real robot), so a complete
    /// `meta/stats.json` is believed, not compared.
    ///
    /// - Parameter recompute: computes in any case.
    public func statistics(recompute: Bool = false) throws -> [String: Statistics] {
        if !recompute, let stored = try storedStatistics() { return stored.statistics }
        let statistics = try computeStatistics()
        if FileManager.default.isWritableFile(atPath: root.appending(path: "meta").path) {
            let file = StatisticsFile(fingerprint: try fingerprint(), statistics: statistics)
            try JSONFile.write(file, to: root.appending(path: StatisticsFile.path))
        }
        return statistics
    }

    /// The statistics that ``statistics(recompute:)`` finds on disk, per numeric column, and the path of their file in the
    /// dataset; `nil` where it would compute them.
    public func storedStatistics() throws -> (path: String, statistics: [String: Statistics])? {
        if info.version != .v30, let statistics = try shippedStatistics() {
            return (StatisticsFile.lerobotPath, statistics)
        }
        let url = root.appending(path: StatisticsFile.path)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let file = try JSONFile.read(StatisticsFile.self, from: url, remedy: "")
        return file.fingerprint == (try fingerprint()) ? (StatisticsFile.path, file.statistics) : nil
    }

    /// Where ``statistics(recompute:)`` writes what it computed, in the dataset.
    public static var computedStatisticsPath: String { StatisticsFile.path }

    /// `meta/stats.json`, if every column of numbers in it has all six statistics.
    private func shippedStatistics() throws -> [String: Statistics]? {
        let url = root.appending(path: StatisticsFile.lerobotPath)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let entries = try JSONFile.read([String: Entry].self, from: url, remedy: "")
            .filter { !(info.features[$0.key]?.isPicture ?? false) }
        guard !entries.isEmpty, entries.allSatisfy({ $0.value.statistics != nil }) else { return nil }
        return entries.compactMapValues(\.statistics)
    }

    /// Statistics of a column, or `nil` for what is not complete, or not vectors.
    private struct Entry: Decodable {
        let statistics: Statistics?

        init(from decoder: any Decoder) throws { statistics = try? Statistics(from: decoder) }
    }

    private func fingerprint() throws -> StatisticsFile.Fingerprint {
        let paths = Set(try episodes.map { try info.dataPath(of: $0) })
        let bytes = paths.reduce(0) { total, path in
            let attributes = try? FileManager.default.attributesOfItem(atPath: root.appending(path: path).path)
            return total &+ ((attributes?[.size] as? Int) ?? 0)
        }
        return .init(frames: stepCount, files: paths.count, bytes: bytes)
    }
}
