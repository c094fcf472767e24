import Foundation
import Tracking

/// A run that is drawn: its log, and a name that no other run of the figure has.
struct PlottedRun {
    let name: String
    /// Of the directory that the run's own lies in.
    let parent: [String]
    let log: TrainingLog

    /// Reads the log of every run. Throws ``TrainPlotError`` and `TrackingError`.
    static func all(_ arguments: [String]) throws -> [PlottedRun] {
        let files = try arguments.map(file)
        let logs = try files.map { try TrainingLog($0) }
        for (file, log) in zip(files, logs) where log.series.isEmpty {
            throw TrainPlotError.emptyLog(file.path(percentEncoded: false))
        }
        let paths = files.map { file -> [String] in
            let parts = file.standardizedFileURL.pathComponents.filter { $0 != "/" }
            return parts.last == JSONLTracker.fileName && parts.count > 1 ? Array(parts.dropLast()) : parts
        }
        return zip(zip(names(of: paths), paths), logs).map {
            PlottedRun(name: $0.0, parent: $0.1.dropLast(), log: $1)
        }
    }

    /// What one sees first: `so100: 10,000 steps, loss 1.083 first, 0.0412 last, 0.0385 best (step 9,870)`.
    var summary: String {
        let steps = "\(name): \(Format.count(log.lastStep)) steps"
        guard let loss = log.series[TrackedName.loss], let first = loss.values.first, let last = loss.values.last else {
            return "\(steps), no \(TrackedName.loss) in the log"
        }
        func text(_ value: Double) -> String { String(format: "%.4g", value) }
        let best = zip(loss.steps, loss.values).filter { $0.1.isFinite }.min { $0.1 < $1.1 }
        let ends = "\(steps), loss \(text(first)) first, \(text(last)) last"
        return best.map { "\(ends), \(text($0.1)) best (step \(Format.count($0.0)))" } ?? "\(ends), never finite"
    }

    private static func file(_ argument: String) throws -> URL {
        let url = URL(filePath: argument)
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false), isDirectory: &isDirectory) else {
            throw TrainPlotError.missing(argument)
        }
        guard isDirectory.boolValue else { return url }
        let file = url.appending(path: JSONLTracker.fileName)
        guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path(percentEncoded: false))) ?? []
            let runs = names.filter {
                let log = url.appending(path: $0).appending(path: JSONLTracker.fileName)
                return FileManager.default.fileExists(atPath: log.path(percentEncoded: false))
            }
            throw TrainPlotError.noLog(directory: argument, runs: runs.sorted(), files: names.sorted())
        }
        return file
    }

    /// As many of the last parts of each path as tell the runs apart.
    static func names(of paths: [[String]]) -> [String] {
        let longest = paths.map(\.count).max() ?? 1
        for count in 1...max(1, longest) {
            let names = paths.map { $0.suffix(count).joined(separator: "/") }
            if Set(names).count == names.count { return names }
        }
        // One run named twice.
        return paths.enumerated().map { "\($1.last ?? "run") (\($0 + 1))" }
    }
}

/// What is wrong with the runs or keys of `gr00t train plot`.
enum TrainPlotError: Error, CustomStringConvertible {
    case missing(String)
    case noLog(directory: String, runs: [String], files: [String])
    case emptyLog(String)
    case unknownKey(String, known: [String])

    var description: String {
        switch self {
        case .missing(let path): "\(path) does not exist: name the directory of a run, or its log.jsonl"
        case .noLog(let directory, let runs, _) where !runs.isEmpty:
            "\(directory) has no log.jsonl, but there are runs in it: \(Self.few(runs))"
        case .noLog(let directory, _, let files):
            "\(directory) is not the directory of a run: it has no log.jsonl, only "
                + (files.isEmpty ? "nothing" : Self.few(files))
        case .emptyLog(let file): "\(file): no number was logged yet; wait for the first step, or name another run"
        case .unknownKey(let key, let known):
            "--keys: no run has a number '\(key)'. There are: \(known.joined(separator: ", "))"
        }
    }

    private static func few(_ names: [String]) -> String {
        names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", … (\(names.count) in all)" : "")
    }
}
