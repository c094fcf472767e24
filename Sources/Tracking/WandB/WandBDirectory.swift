import Foundation

/// `wandb/` in the output of a run: a directory `offline-run-YYYYMMDD_HHMMSS-ID` per start.
struct WandBDirectory {
    let url: URL

    /// - Parameter directory: of the run's output.
    init(_ directory: URL) { url = directory.appending(path: "wandb") }

    /// Directory and id of all starts, oldest first.
    var runs: [(directory: URL, id: String)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path(percentEncoded: false))) ?? []
        return names.sorted().compactMap { name in
            let parts = name.split(separator: "-", maxSplits: 3).map(String.init)
            guard parts.count == 4, parts[0] == "offline", parts[1] == "run" else { return nil }
            return (url.appending(path: name), parts[3])
        }
    }

    var lastRunID: String? { runs.last?.id }

    /// The file of records in a directory of ``runs``.
    static func records(of run: (directory: URL, id: String)) -> URL {
        run.directory.appending(path: "run-\(run.id).wandb")
    }

    /// Creates the directory of a new start; a name that is taken makes it one second later. Throws ``TrackingError``.
    func newRun(id: String) throws -> (directory: URL, start: Date) {
        try AppendingFile.createDirectory(url)
        var start = Date()
        while true {
            let directory = url.appending(path: "offline-run-\(Self.stamp(start))-\(id)")
            if mkdir(directory.path(percentEncoded: false), 0o777) == 0 { return (directory, start) }
            guard errno == EEXIST else { throw AppendingFile.failure(directory.path(percentEncoded: false)) }
            start += 1
        }
    }

    /// Local time, as W&B's client has it.
    private static func stamp(_ date: Date) -> String {
        var seconds = time_t(date.timeIntervalSince1970)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return String(
            format: "%04d%02d%02d_%02d%02d%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
            parts.tm_min, parts.tm_sec)
    }
}
