import Foundation

/// A checkpoint's directory that appears whole or not at all: it is filled under a hidden name beside its place and then
/// renamed, so a program that is killed half-way leaves nothing that could be loaded.
public struct StagedCheckpoint {
    /// Where to write.
    public let directory: URL
    private let destination: URL

    /// Throws ``StagingError`` where the place is taken.
    public init(at destination: URL, overwrite: Bool) throws {
        let path = destination.standardizedFileURL.path
        self.destination = URL(filePath: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
        directory = Self.sibling(of: self.destination, mark: "creating")
        let files = FileManager.default
        var isDirectory: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isDirectory) {
            guard isDirectory.boolValue else { throw StagingError.notADirectory(path) }
            let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
            let isCheckpoint = names.contains { $0 == "config.json" || $0.hasSuffix(".safetensors") }
            // The final model of a run lies beside the checkpoints that led to it.
            guard !names.contains(where: { $0.hasPrefix("checkpoint-") }) else { throw StagingError.holdsRun(path) }
            guard names.isEmpty || isCheckpoint else { throw StagingError.otherFiles(path) }
            guard names.isEmpty || overwrite else { throw StagingError.taken(path) }
        }
        let name = self.destination.lastPathComponent
        Self.removeLeftovers(in: self.destination.deletingLastPathComponent()) { $0 == name }
        do { try files.createDirectory(at: directory, withIntermediateDirectories: true) } catch {
            throw StagingError.unwritable(path, reason: error.localizedDescription)
        }
    }

    /// Puts the directory in its place, with every byte on the disk; what was there goes.
    ///
    /// Throws ``StagingError/unwritable(_:reason:)``.
    public func commit() throws {
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: directory.path)) ?? [] {
            synchronize(directory.appending(path: path).path)
        }
        synchronize(directory.path)
        let old = Self.sibling(of: destination, mark: "old")
        let replaces = rename(destination.path, old.path) == 0
        guard rename(directory.path, destination.path) == 0 else {
            let reason = String(cString: strerror(errno))
            if replaces { _ = rename(old.path, destination.path) }
            throw StagingError.unwritable(destination.path, reason: reason)
        }
        synchronize(destination.deletingLastPathComponent().path)
        try? FileManager.default.removeItem(at: old)
    }

    /// Not every file system can sync a directory; what can't be synced is no error.
    private func synchronize(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Removes what was written.
    public func discard() { try? FileManager.default.removeItem(at: directory) }

    /// `.NAME.creating-PID`.
    private static func sibling(of destination: URL, mark: String) -> URL {
        let name = ".\(destination.lastPathComponent).\(mark)-\(getpid())"
        return destination.deletingLastPathComponent().appending(path: name)
    }

    /// Removes what writers that were killed left in `parent`: a full-size checkpoint is 5 GB.
    /// - Parameter isMine: by the name of the checkpoint that it was to become.
    package static func removeLeftovers(in parent: URL, where isMine: (String) -> Bool) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? [] where name.hasPrefix(".")
        {
            guard let mark = name.range(of: ".creating-", options: .backwards),
                let process = pid_t(name[mark.upperBound...]), isMine(String(name[..<mark.lowerBound].dropFirst())),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            try? FileManager.default.removeItem(at: parent.appending(path: name))
        }
    }
}

/// Why a checkpoint cannot be written where the user wants it.
public enum StagingError: Error, CustomStringConvertible {
    case taken(String)
    case otherFiles(String)
    case notADirectory(String)
    case holdsRun(String)
    case unwritable(String, reason: String)

    public var description: String {
        switch self {
        case .taken(let path):
            "\(path) has a checkpoint already: choose another directory, or --overwrite to replace all of it"
        case .otherFiles(let path): "\(path) has files that are no checkpoint: choose an empty or new directory"
        case .notADirectory(let path): "\(path) is a file: choose a directory"
        case .holdsRun(let path): "\(path) holds the checkpoints of a training run: choose another directory"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason). Nothing was left there"
        }
    }
}
