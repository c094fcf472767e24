import Checkpoint
import Foundation
import Model

/// `--output-dir`: the checkpoints of one run, `checkpoint-N` after N steps, beside its logs and, at the end, the final model.
public struct RunDirectory: Sendable {
    public let url: URL

    public init(_ url: URL) { self.url = url }

    /// Directory of the checkpoint after `step` steps.
    public func checkpoint(_ step: Int) -> URL {
        url.appending(path: "checkpoint-\(step)", directoryHint: .isDirectory)
    }

    /// Steps of the checkpoints that are there, rising.
    public var steps: [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.compactMap { name in
            let parts = name.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0] == "checkpoint", parts[1].allSatisfy(\.isNumber) else { return nil }
            return Int(parts[1])
        }.sorted()
    }

    /// Throws ``TrainingError/outputInUse(directory:checkpoint:)`` where a new run would mix with an earlier one.
    public func checkUnused() throws {
        if let last = steps.last {
            throw TrainingError.outputInUse(
                directory: url.path, checkpoint: checkpoint(last).lastPathComponent)
        }
    }

    /// The last checkpoint. Throws ``TrainingError/nothingToResume(directory:)``.
    public func last() throws -> URL {
        guard let last = steps.last else { throw TrainingError.nothingToResume(directory: url.path) }
        return checkpoint(last)
    }

    /// Removes the oldest checkpoints, but `limit`.
    func prune(keeping limit: Int) {
        for step in steps.dropLast(limit) {
            // Under another name first: a checkpoint that is half removed must not look like one.
            let doomed = url.appending(path: ".checkpoint-\(step).removing-\(getpid())")
            guard rename(checkpoint(step).path, doomed.path) == 0 else { continue }
            try? FileManager.default.removeItem(at: doomed)
        }
    }

    /// Makes the directory where it is not there, and keeps other runs out of it as long as the lock lives.
    /// Throws ``TrainingError/unwritable(path:reason:)`` and ``TrainingError/outputBusy(directory:)``.
    public func take() throws -> RunLock {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory), !isDirectory.boolValue {
            throw TrainingError.unwritable(path: url.path, reason: "it is a file; give a directory as --output-dir")
        }
        do { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) } catch {
            throw TrainingError.unwritable(
                path: url.path, reason: "the directory can't be made (\(error.localizedDescription))")
        }
        let probe = url.appending(path: ".writable-\(getpid())")
        guard FileManager.default.createFile(atPath: probe.path, contents: nil) else {
            throw TrainingError.unwritable(path: url.path, reason: String(cString: strerror(errno)))
        }
        unlink(probe.path)
        let lock = try RunLock(url)
        removeLeftovers()
        return lock
    }

    /// What earlier processes of the run that were killed left: checkpoints half written or half removed, and files of the
    /// final model under their temporary names.
    private func removeLeftovers() {
        StagedCheckpoint.removeLeftovers(in: url) { $0.hasPrefix("checkpoint-") }
        // Foundation's atomic writes have names of their own.
        let experiment = url.appending(path: CompanionFiles.experiment)
        for directory in [url, experiment] {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
            where name.hasPrefix(".checkpoint-") && name.contains(".removing-") || name.hasPrefix(".writable-")
                || name.hasPrefix(".") && name.hasSuffix(".partial") || name.hasPrefix(".dat.nosync")
            {
                try? FileManager.default.removeItem(at: directory.appending(path: name))
            }
        }
    }
}
