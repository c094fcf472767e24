import Foundation

/// What a program may do with the memory of a mapped file. The file itself never changes.
public enum MappingAccess: Sendable {
    /// Writing to the memory ends the program. The pages are shared with every other process that maps the file.
    case readOnly
    /// Writing copies the page, in this process only: for tensors that are trained in place.
    case copyOnWrite
}

/// A whole file as memory, unmapped when the object goes.
///
/// While it is mapped, the file must not be shortened: reading past its new end ends the program (SIGBUS), as with every
/// mapped file. Replacing it by rename, as every writer here does, is safe.
final class MappedFile: Sendable {
    /// Safe to share: set once, unmapped by nobody but `deinit`, and this class only reads through it.
    private nonisolated(unsafe) let base: UnsafeMutableRawPointer
    private let count: Int

    /// Throws ``CheckpointError/cannotRead(path:reason:)`` when `path` cannot be opened, is not a regular file, or is empty.
    init(_ path: String, _ access: MappingAccess) throws {
        // O_NONBLOCK: opening a named pipe must not wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw CheckpointError.cannotRead(path: path, reason: systemMessage()) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw CheckpointError.cannotRead(path: path, reason: systemMessage())
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CheckpointError.cannotRead(path: path, reason: "it is not a regular file")
        }
        guard status.st_size > 0 else { throw CheckpointError.cannotRead(path: path, reason: "it is empty") }
        count = Int(status.st_size)
        // MAP_NORESERVE: pages that are never written need no swap, so a model larger than memory maps as well.
        let (protection, flags) =
            switch access {
            case .readOnly: (PROT_READ, MAP_SHARED)
            case .copyOnWrite: (PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE)
            }
        guard let memory = mmap(nil, count, protection, flags, descriptor, 0), memory != MAP_FAILED else {
            throw CheckpointError.cannotRead(path: path, reason: systemMessage())
        }
        base = memory
    }

    deinit { munmap(base, count) }

    /// Calls `body` with the whole file.
    func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        // The optimiser may otherwise end the object's life before `body` is done.
        defer { withExtendedLifetime(self) {} }
        return try body(bytes)
    }

    /// Valid as long as the object.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Asks the kernel to start reading the whole file in the background. A hint: its failure changes nothing.
    func prefetch() { _ = madvise(base, count, MADV_WILLNEED) }
}

/// `errno` in words.
func systemMessage() -> String { String(cString: strerror(errno)) }
