import Dataset
import Foundation

/// Files that the lists do not know.
extension DatasetCheckup {
    /// LeRobot's own reader takes every parquet file that it finds, so one that no listed episode has is a problem. In v3.0
    /// files are shared, and unlisted rows are not told apart.
    mutating func checkFiles(_ dataset: LeRobotDataset) {
        guard dataset.info.version != .v30 else { return }
        begin("files in data/")
        let listed = Set(dataset.episodes.compactMap { try? dataset.info.dataPath(of: $0) })
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: "data").path)) ?? []
        let present = names.filter { $0.hasSuffix(".parquet") && !$0.hasPrefix(".") && !$0.contains("/.") }
            .map { "data/\($0)" }.sorted()
        for path in present where !listed.contains(path) {
            add(
                "\(root.appending(path: path).path): no episode of meta/episodes.jsonl has this file. Add a line for its "
                    + "episode, or remove the file.")
        }
        conclude("\(present.count) parquet file\(present.count == 1 ? "" : "s")")
    }
}
