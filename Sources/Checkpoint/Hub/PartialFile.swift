import Foundation
import FoundationNetworking
import Synchronization

/// `blobs/<digest>.incomplete`: what has arrived of a file so far. It survives a lost connection and the end of the process,
/// and the next download goes on where it ends.
final class PartialFile: ByteSink {
    let url: URL
    /// Bytes of the whole file.
    let totalBytes: Int
    private let descriptor: Int32
    private let state: Mutex<State>
    private let progress: @Sendable (Int) -> Void

    private struct State {
        var bytesDone: Int
        /// Whether the body belongs to the file: not that of a redirect or of an error.
        var isFileBody = false
    }

    /// Opens or makes the file and locks it against other processes.
    /// - Parameter progress: called with the number of bytes that are there, after every piece.
    /// - Throws: ``CheckpointError/cannotWrite(path:reason:)``, ``HubProblem/busy(path:)``.
    init(_ url: URL, totalBytes: Int, progress: @escaping @Sendable (Int) -> Void) throws {
        self.url = url
        self.totalBytes = totalBytes
        self.progress = progress
        state = Mutex(State(bytesDone: 0))
        descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CheckpointError.cannotWrite(path: url.path, reason: systemMessage()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw CheckpointError.hub(.busy(path: url.path)) }
        var (opened, named) = (stat(), stat())
        // Between opening and locking, the other process may have finished and renamed what is open here.
        guard fstat(descriptor, &opened) == 0, stat(url.path, &named) == 0, opened.st_ino == named.st_ino else {
            throw CheckpointError.hub(.busy(path: url.path))
        }
        let size = Int(opened.st_size)
        // More than the whole file cannot be a part of it.
        if size > totalBytes { try truncate() } else { state.withLock { $0.bytesDone = size } }
        guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw failure() }
        try checkSpace(for: url, bytes: totalBytes - bytesDone)
        progress(bytesDone)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    var bytesDone: Int { state.withLock { $0.bytesDone } }

    func begin(_ response: HTTPURLResponse) throws {
        switch response.statusCode {
        case 206:
            let range = response.value(forHTTPHeaderField: "Content-Range") ?? ""
            guard range.hasPrefix("bytes \(bytesDone)-"), range.hasSuffix("/\(totalBytes)") else {
                throw CheckpointError.hub(
                    .badAnswer(
                        url: response.url?.absoluteString ?? "",
                        reason: "asked for byte \(bytesDone) of \(totalBytes), it sends '\(range)'"))
            }
            state.withLock { $0.isFileBody = true }
        case 200:
            // The server knows no ranges: from the start.
            try truncate()
            state.withLock { $0.isFileBody = true }
        default: state.withLock { $0.isFileBody = false }
        }
    }

    func receive(_ bytes: Data) throws {
        let done = try state.withLock { state -> Int? in
            guard state.isFileBody else { return nil }
            guard bytes.count <= totalBytes - state.bytesDone else {
                throw CheckpointError.hub(
                    .badAnswer(url: url.lastPathComponent, reason: "more than the file's \(totalBytes) bytes"))
            }
            guard bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }) else { throw failure() }
            state.bytesDone += bytes.count
            return state.bytesDone
        }
        if let done { progress(done) }
    }

    /// Gives the complete, checked file its name. Throws ``CheckpointError/cannotWrite(path:reason:)``.
    func commit(as blob: URL) throws {
        guard fsync(descriptor) == 0, rename(url.path, blob.path) == 0 else { throw failure() }
    }

    /// Removes what arrived: it is not the file.
    func discard() { unlink(url.path) }

    private func truncate() throws {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw failure() }
        state.withLock { $0.bytesDone = 0 }
    }

    private func failure() -> CheckpointError { .cannotWrite(path: url.path, reason: systemMessage()) }
}
