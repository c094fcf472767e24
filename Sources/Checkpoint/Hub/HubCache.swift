import Foundation

/// The hub's files on this machine, in the layout of `huggingface_hub`:
///
///     models--nvidia--GR00T-N1.5-3B/
///       refs/main                          the commit that `main` was when it was downloaded
///       blobs/<digest>                     the files' contents
///       snapshots/<commit>/config.json     -> ../../blobs/<digest>
public struct HubCache: Sendable, Equatable {
    public let directory: URL

    public init(_ directory: URL) { self.directory = directory }

    /// The snapshot of `repository` that has been downloaded, or nil. Never asks the network.
    /// - Parameter revision: a branch, a tag or a whole commit.
    public func resolve(_ repository: HubRepository, revision: String = "main") -> URL? {
        guard isSafeRelativePath(revision) else { return nil }
        let folder = folder(repository)
        let reference = folder.appending(path: "refs/\(revision)")
        let commit =
            isHexadecimal(revision, digits: 40)
            ? revision
            : (try? String(contentsOf: reference, encoding: .utf8))?
                .trimmingCharacters(in: .whitespacesAndNewlines)
        guard let commit, isHexadecimal(commit, digits: 40) else { return nil }
        let snapshot = snapshot(repository, commit)
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: snapshot.path, isDirectory: &isDirectory)
        return exists && isDirectory.boolValue ? snapshot : nil
    }

    /// The directory that `--model-path` means: a directory as it is, the checkpoint that comes with the program, else a
    /// model's name in this cache. Throws ``HubProblem/notFoundHere(_:cache:)``, ``HubProblem/notShipped(_:lookedAt:)``.
    public func locate(_ modelPath: String, revision: String = "main") throws -> URL {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: modelPath, isDirectory: &isDirectory), isDirectory.boolValue {
            return URL(filePath: modelPath)
        }
        if modelPath == ShippedCheckpoint.name { return try ShippedCheckpoint.directory() }
        guard let repository = try? HubRepository(modelPath), let snapshot = resolve(repository, revision: revision)
        else { throw CheckpointError.hub(.notFoundHere(modelPath, cache: directory.path)) }
        return snapshot
    }

    func folder(_ repository: HubRepository) -> URL { directory.appending(path: repository.cacheName) }

    func snapshot(_ repository: HubRepository, _ commit: String) -> URL {
        folder(repository).appending(path: "snapshots/\(commit)")
    }

    func blob(_ repository: HubRepository, _ digest: FileDigest) -> URL {
        folder(repository).appending(path: "blobs/\(digest.hexadecimal)")
    }

    /// Puts `file` of a snapshot in place: a relative link to its blob, so the cache can be moved as a whole.
    func link(_ file: String, to digest: FileDigest, in repository: HubRepository, commit: String) throws {
        let link = snapshot(repository, commit).appending(path: file)
        let up = String(repeating: "../", count: 2 + file.count { $0 == "/" })
        let target = "\(up)blobs/\(digest.hexadecimal)"
        try makeDirectory(link.deletingLastPathComponent())
        if (try? FileManager.default.destinationOfSymbolicLink(atPath: link.path)) == target { return }
        let temporary = link.deletingLastPathComponent()
            .appending(path: ".\(link.lastPathComponent).\(UInt32.random(in: 0...UInt32.max)).partial")
        guard symlink(target, temporary.path) == 0, rename(temporary.path, link.path) == 0 else {
            let reason = systemMessage()
            unlink(temporary.path)
            throw CheckpointError.cannotWrite(path: link.path, reason: reason)
        }
    }

    /// Records that `revision` is `commit`: the last step, so that ``resolve(_:revision:)`` finds whole snapshots only.
    func record(_ revision: String, is commit: String, in repository: HubRepository) throws {
        guard revision != commit else { return }
        let reference = folder(repository).appending(path: "refs/\(revision)")
        try makeDirectory(reference.deletingLastPathComponent())
        let file = try AtomicFile(reference, expectedBytes: commit.utf8.count)
        try Array(commit.utf8).withUnsafeBytes(file.append)
        try file.commit()
    }

    func makeDirectory(_ url: URL) throws {
        do { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) } catch {
            throw CheckpointError.cannotWrite(path: url.path, reason: systemMessage())
        }
    }
}
