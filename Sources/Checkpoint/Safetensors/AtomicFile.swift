import Foundation

/// A file that appears whole or not at all: written under another name in the same directory, put in place by ``commit()``,
/// removed when the object goes without that.
final class AtomicFile {
    let url: URL
    private let temporaryPath: String
    private let descriptor: Int32
    private var isCommitted = false
    private var buffer: [UInt8] = []
    /// Small tensors are gathered into writes of this many bytes.
    private static let bufferBytes = 1 << 20

    /// - Parameter expectedBytes: a disk without room for them is an error before the work, not after most of it.
    /// - Throws: ``CheckpointError/cannotWrite(path:reason:)``.
    init(_ url: URL, expectedBytes: Int) throws {
        self.url = url
        try Self.checkSpace(for: url, bytes: expectedBytes)
        let name = ".\(url.lastPathComponent).\(UInt32.random(in: 0...UInt32.max)).partial"
        temporaryPath = url.deletingLastPathComponent().appending(path: name).path
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw CheckpointError.cannotWrite(path: url.path, reason: systemMessage()) }
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
        var rest = bytes
        while !rest.isEmpty {
            // `Glibc.write` moves at most 2^31 bytes a call; what it leaves comes round again.
            let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw failure() }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    private static func checkSpace(for url: URL, bytes: Int) throws {
        var status = statvfs()
        // Where the file system does not tell, or a quota counts, the writes will.
        guard statvfs(url.deletingLastPathComponent().path, &status) == 0, status.f_frsize > 0 else { return }
        let blocks = UInt(clamping: bytes) / status.f_frsize
        guard blocks <= status.f_bavail else {
            throw CheckpointError.cannotWrite(
                path: url.path,
                reason: "it needs \(bytes) bytes and the disk has \(status.f_bavail) blocks of \(status.f_frsize) free")
        }
    }

    private func failure() -> CheckpointError { .cannotWrite(path: url.path, reason: systemMessage()) }
}
