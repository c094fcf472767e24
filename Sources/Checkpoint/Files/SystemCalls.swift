import Foundation

/// `errno` in words.
func systemMessage() -> String { String(cString: strerror(errno)) }

/// Writes all of `bytes`; false when that fails, with the reason in `errno`.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
        // One call moves at most 2^31 bytes; what it leaves comes round again.
        let written = write(descriptor, rest.baseAddress, rest.count)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    return true
}

/// Throws ``CheckpointError/cannotWrite(path:reason:)`` when the disk of `url` has no room for `bytes` more.
package func checkSpace(for url: URL, bytes: Int) throws {
    var status = statvfs()
    // Where the file system does not tell, or a quota counts, the writes will.
    guard statvfs(url.deletingLastPathComponent().path, &status) == 0, status.f_frsize > 0 else { return }
    let blocks = UInt(clamping: bytes) / status.f_frsize
    guard blocks <= status.f_bavail else {
        throw CheckpointError.cannotWrite(
            path: url.path,
            reason: "it needs \(bytes) bytes and the disk has \(UInt(status.f_bavail) * status.f_frsize) free")
    }
}
