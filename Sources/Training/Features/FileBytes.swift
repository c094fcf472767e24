import Foundation

/// Reading and writing at a place of an open file, whatever other threads do with it.
enum FileBytes {
    /// Whether the whole buffer was filled; what could not be read keeps its value.
    static func read(into buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int) -> Bool {
        var done = 0
        while done < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    /// Whether all was written; else the reason is in `errno`.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = pwrite(
                descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                if count == 0 { errno = ENOSPC }
                return false
            }
            done += count
        }
        return true
    }
}

/// Room on disks.
enum DiskSpace {
    /// Bytes that may still be written where an open file is; `nil` where the file system does not tell.
    static func free(of descriptor: Int32) -> Int? {
        var status = statvfs()
        return fstatvfs(descriptor, &status) == 0 ? bytes(status) : nil
    }

    /// The same for a directory, be it there yet or not.
    static func free(at directory: URL) -> Int? {
        var status = statvfs()
        var place = directory.standardizedFileURL
        while statvfs(place.path, &status) != 0 {
            guard place.pathComponents.count > 1 else { return nil }
            place.deleteLastPathComponent()
        }
        return bytes(status)
    }

    private static func bytes(_ status: statvfs) -> Int? {
        let (bytes, overflow) = Int(clamping: status.f_bavail).multipliedReportingOverflow(
            by: Int(clamping: status.f_frsize))
        // Some network file systems say 0 blocks of 0 bytes.
        return status.f_frsize == 0 ? nil : overflow ? .max : bytes
    }
}
