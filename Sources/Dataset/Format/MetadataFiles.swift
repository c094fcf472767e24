import Foundation

/// Finds the files of a directory tree.
enum MetadataFiles {
    /// All parquet files of `directory` and its subdirectories, sorted by path. Hidden ones are somebody's unfinished work.
    static func parquet(below directory: URL) throws -> [URL] {
        guard FileManager.default.fileExists(atPath: directory.path) else { return [] }
        let names: [String]
        do {
            names = try FileManager.default.subpathsOfDirectory(atPath: directory.path)
        } catch {
            throw DatasetError.unreadableFile(path: directory.path, reason: error.localizedDescription)
        }
        return names.filter { $0.hasSuffix(".parquet") && !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
            .sorted().map { directory.appending(path: $0) }
    }
}
