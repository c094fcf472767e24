import Foundation

/// A file that appears whole or not at all: written under another name in the same directory, put in place by ``commit()``,
/// removed when the object goes without that.
final class AtomicFile {
    let url: URL
    private let temporaryPath: String
    private let descriptor: Int32
    private var isCommitted = false
    private var buffer: [UInt8] = []
    private let expectedBytes: Int
    private let isLink: Bool
    /// Bytes that the disk has taken.
    private var writtenBytes = 0
    /// Small tensors are gathered into writes of this many bytes.
    private static let bufferBytes = 1 << 20

    /// - Parameter expectedBytes: a disk without room for them is an error before the work, not after most of it.
    /// - Throws: ``CheckpointError/cannotWrite(path:reason:)``.
    init(_ url: URL, expectedBytes: Int) throws {
        self.url = url
        self.expectedBytes = expectedBytes
        isLink = false
        try checkSpace(for: url, bytes: expectedBytes)
        let name = ".\(url.lastPathComponent).\(UInt32.random(in: 0...UInt32.max)).partial"
        temporaryPath = url.deletingLastPathComponent().appending(path: name).path
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CheckpointError.cannotWrite(path: url.path, reason: systemMessage()) }
    }

    /// The same file under one more name (a hard link): no byte is written. `nil` where the file system has no such thing, or
    /// `existing` is not on it.
    init?(_ url: URL, linkedTo existing: URL) {
        self.url = url
        expectedBytes = 0
        isLink = true
        let name = ".\(url.lastPathComponent).\(UInt32.random(in: 0...UInt32.max)).partial"
        temporaryPath = url.deletingLastPathComponent().appending(path: name).path
        guard link(existing.path, temporaryPath) == 0 else { return nil }
        descriptor = open(temporaryPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            unlink(temporaryPath)
            return nil
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if descriptor >= 0 && !isCommitted { unlink(temporaryPath) }
    }

    /// Appends `bytes`.
    func append(_ bytes: UnsafeRawBufferPointer) throws {
        if buffer.count + bytes.count <= Self.bufferBytes {
            buffer.append(contentsOf: bytes)
        } else {
            try flush()
            try write(bytes)
        }
    }

    /// Brings everything to the disk and gives the file its name, replacing what had it.
    func commit() throws {
        try finish()
        guard rename(temporaryPath, url.path) == 0 else { throw failure() }
        isCommitted = true
        // Between two names of one file rename does nothing, and says that it did.
        if isLink { unlink(temporaryPath) }
        // The new name itself must outlive a power cut too. Not every file system can sync a directory; that is no error.
        let directory = open(url.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    /// Brings everything to the disk, still under the temporary name.
    func finish() throws {
        try flush()
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    private func flush() throws {
        try buffer.withUnsafeBytes(write)
        buffer.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard writeAll(bytes, to: descriptor) else { throw failure() }
        writtenBytes += bytes.count
    }

    private func failure() -> CheckpointError {
        .cannotWrite(path: url.path, reason: "\(systemMessage()) (after \(writtenBytes) of \(expectedBytes) bytes)")
    }
}
