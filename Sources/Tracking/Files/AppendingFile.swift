import Foundation

/// A file that grows by whole records. Each goes to the system in one call and unbuffered, so a killed program loses at most
/// the record that it was writing; a record that finds no room is taken back.
final class AppendingFile {
    let path: String
    private let descriptor: Int32

    /// Opens `url` for appending and creates it, and its directory, where they are not there. Throws ``TrackingError``.
    init(_ url: URL) throws {
        path = url.path(percentEncoded: false)
        try AppendingFile.createDirectory(url.deletingLastPathComponent())
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw AppendingFile.failure(path) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Appends all of `bytes`, or nothing. Throws ``TrackingError/cannotWrite(path:reason:)``.
    func append(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else {
                let failure = AppendingFile.failure(path)
                let end = lseek(descriptor, 0, SEEK_END)
                // What stays of a torn record is for the reader to skip.
                if done > 0, end >= done { _ = ftruncate(descriptor, end - done) }
                throw failure
            }
            done += written
        }
    }

    /// Brings everything to the disk: once, when the run is over.
    func synchronize() throws {
        // EINVAL: a pipe or a device, which has no disk.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw AppendingFile.failure(path) }
    }

    /// `errno` as an error about `path`.
    static func failure(_ path: String) -> TrackingError {
        .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }

    /// Creates `url` and what is above it. Throws ``TrackingError/cannotWrite(path:reason:)``.
    static func createDirectory(_ url: URL) throws(TrackingError) {
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(path: url.path(percentEncoded: false), reason: "the directory cannot be created")
        }
    }
}
