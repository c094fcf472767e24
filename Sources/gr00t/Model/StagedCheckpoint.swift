import Checkpoint
import Foundation

/// A checkpoint's directory that appears whole or not at all: it is filled under a hidden name beside its place and then
/// renamed, so a program that is killed half-way leaves nothing that could be loaded.
struct StagedCheckpoint {
    /// Where to write.
    let directory: URL
    private let destination: URL

    /// Throws ``ModelCreateError`` where the place is taken.
    init(at destination: URL, overwrite: Bool) throws {
        let path = destination.standardizedFileURL.path
        self.destination = URL(filePath: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
        directory = Self.sibling(of: self.destination, mark: "creating")
        let files = FileManager.default
        var isDirectory: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isDirectory) {
            guard isDirectory.boolValue else { throw ModelCreateError.notADirectory(path) }
            let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
            let isCheckpoint = names.contains { $0 == "config.json" || $0.hasSuffix(".safetensors") }
            guard names.isEmpty || isCheckpoint else { throw ModelCreateError.otherFiles(path) }
            guard names.isEmpty || overwrite else { throw ModelCreateError.taken(path) }
        }
        removeLeftovers()
        do { try files.createDirectory(at: directory, withIntermediateDirectories: true) } catch {
            throw ModelCreateError.unwritable(path, reason: error.localizedDescription)
        }
    }

    /// Puts the directory in its place; what was there goes.
    func commit() throws {
        let old = Self.sibling(of: destination, mark: "old")
        let replaces = rename(destination.path, old.path) == 0
        guard rename(directory.path, destination.path) == 0 else {
            let reason = String(cString: strerror(errno))
            if replaces { _ = rename(old.path, destination.path) }
            throw ModelCreateError.unwritable(destination.path, reason: reason)
        }
        try? FileManager.default.removeItem(at: old)
    }

    func discard() { try? FileManager.default.removeItem(at: directory) }

    /// `.NAME.creating-PID`.
    private static func sibling(of destination: URL, mark: String) -> URL {
        let name = ".\(destination.lastPathComponent).\(mark)-\(getpid())"
        return destination.deletingLastPathComponent().appending(path: name)
    }

    /// What earlier runs that were killed left beside the destination: a full-size one is 5 GB.
    private func removeLeftovers() {
        let parent = destination.deletingLastPathComponent()
        let prefix = ".\(destination.lastPathComponent).creating-"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? [] {
            guard name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count)),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            try? FileManager.default.removeItem(at: parent.appending(path: name))
        }
    }
}

/// Why a checkpoint cannot be written where the user wants it.
enum ModelCreateError: Error, CustomStringConvertible {
    case taken(String)
    case otherFiles(String)
    case notADirectory(String)
    case unwritable(String, reason: String)

    var description: String {
        switch self {
        case .taken(let path):
            "\(path) has a checkpoint already: choose another --output, or --overwrite to replace the whole directory"
        case .otherFiles(let path): "\(path) has files that are no checkpoint: choose an empty or new directory"
        case .notADirectory(let path): "\(path) is a file: choose a directory"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason). Choose another --output"
        }
    }
}
