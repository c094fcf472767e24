import Foundation
import FoundationNetworking

/// How far a download is.
public struct HubProgress: Sendable, Equatable {
    /// The file that is being fetched.
    public let file: String
    /// Of all files, counting what was there before.
    public let bytesDone: Int
    /// Of all files.
    public let totalBytes: Int

    public init(file: String, bytesDone: Int, totalBytes: Int) {
        self.file = file
        self.bytesDone = bytesDone
        self.totalBytes = totalBytes
    }
}

/// Downloads models from a Hugging Face hub into the cache that `huggingface_hub` uses as well. What has arrived is never
/// fetched again, every file is checked against its digest, and no file is held in memory.
public struct HubDownloader: Sendable {
    private let environment: HubEnvironment
    private let retry: RetryPolicy
    /// One request asks for this much: the connection hands data over without waiting for the disk, so this bounds what can
    /// pile up in memory when the disk is the slower of the two.
    private let windowBytes: Int

    public init(_ environment: HubEnvironment, retry: RetryPolicy = RetryPolicy(), windowBytes: Int = 128 << 20) {
        self.environment = environment
        self.retry = retry
        self.windowBytes = max(1, windowBytes)
    }

    /// Downloads what is missing of `repository` and returns the directory of its snapshot.
    /// - Parameters:
    ///   - revision: a branch, a tag or a whole commit.
    ///   - isWanted: which of the repository's files; weights, configuration and tokenizer unless told.
    ///   - progress: called often, from other threads, one call at a time.
    /// - Throws: ``CheckpointError/hub(_:)``, ``CheckpointError/cannotWrite(path:reason:)``, `CancellationError`. What has
    ///   arrived stays, and the next call goes on from there.
    public func download(
        _ repository: HubRepository, revision: String = "main",
        isWanted: (String) -> Bool = HubDownloader.isModelFile,
        progress: @escaping @Sendable (HubProgress) -> Void = { _ in }
    ) async throws -> URL {
        guard isSafeRelativePath(revision) else { throw CheckpointError.hub(.badRevision(revision)) }
        let cache = environment.cache
        if environment.isOffline {
            guard let snapshot = cache.resolve(repository, revision: revision) else {
                throw CheckpointError.hub(.offline(repository: repository.id, cache: cache.directory.path))
            }
            return snapshot
        }
        return try await HTTPClient.withSession { client, session in
            let connection = HubConnection(
                client: client, session: session, endpoint: environment.endpoint, repository: repository,
                token: environment.token, retry: retry
            )
            let listing = try await connection.listing(revision: revision)
            var files: [HubFile] = []
            for name in listing.files.filter(isWanted).sorted() {
                guard isSafeRelativePath(name) else {
                    throw CheckpointError.hub(.unsafeFileName(name, repository: repository.id))
                }
                files.append(try await connection.file(name, commit: listing.commit))
            }
            let totalBytes = try sum(of: files, connection)
            var bytesDone = 0
            for file in files {
                let before = bytesDone
                try await fetch(file, of: repository, over: connection) {
                    progress(HubProgress(file: file.name, bytesDone: before + $0, totalBytes: totalBytes))
                }
                try cache.link(file.name, to: file.digest, in: repository, commit: listing.commit)
                bytesDone += file.byteCount
            }
            try cache.record(revision, is: listing.commit, in: repository)
            return cache.snapshot(repository, listing.commit)
        }
    }

    /// Weights as safetensors, configuration, tokenizer, licence and model card; not the pickles (`*.bin`, `*.pt`), which can
    /// run code when they are opened, nor the optimizer's state.
    public static func isModelFile(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if name.hasPrefix("optimizer") || name.hasPrefix(".") { return false }
        return ["safetensors", "json", "txt", "md", "model", "jinja", "yaml"].contains { name.hasSuffix(".\($0)") }
            || name.hasPrefix("LICENSE")
    }

    private func sum(of files: [HubFile], _ connection: HubConnection) throws -> Int {
        var total = 0
        for file in files {
            let (sum, overflow) = total.addingReportingOverflow(file.byteCount)
            guard !overflow else { throw connection.badAnswer(file.url, "a size of \(file.byteCount) bytes") }
            total = sum
        }
        return total
    }

    private func fetch(
        _ file: HubFile, of repository: HubRepository, over connection: HubConnection,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws {
        let blob = environment.cache.blob(repository, file.digest)
        // A blob gets its name after its digest was checked, so name and size are enough here.
        let attributes = try? FileManager.default.attributesOfItem(atPath: blob.path)
        if let size = attributes?[.size] as? NSNumber, size.intValue == file.byteCount {
            return progress(file.byteCount)
        }
        try environment.cache.makeDirectory(blob.deletingLastPathComponent())
        let partial = try PartialFile(
            blob.appendingPathExtension("incomplete"), totalBytes: file.byteCount, progress: progress)
        try await connection.fill(partial, from: file.url, windowBytes: windowBytes)
        let found = try file.digest.ofFile(partial.url, byteCount: file.byteCount)
        guard found == file.digest else {
            partial.discard()
            throw CheckpointError.hub(
                .wrongChecksum(file: file.name, expected: file.digest.hexadecimal, found: found.hexadecimal))
        }
        try partial.commit(as: blob)
    }
}
