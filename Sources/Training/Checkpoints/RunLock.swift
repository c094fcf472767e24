import Foundation
import Synchronization

/// Keeps an output directory for one run at a time: a second one would remove what the first is writing.
///
/// The system drops it when the process ends, however that happens. File systems without locks are taken as they are.
public final class RunLock: Sendable {
    private let path: String
    private let descriptor: Mutex<Int32>

    /// Throws ``TrainingError/outputBusy(directory:)`` while another run has it.
    init(_ directory: URL) throws {
        path = directory.appending(path: ".lock").path
        descriptor = Mutex(-1)
        while true {
            let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
            guard file >= 0 else { return }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
                close(file)
                throw TrainingError.outputBusy(directory: directory.path)
            }
            if isAt(path, file) {
                descriptor.withLock { $0 = file }
                return
            }
            // The run before removed the file between our opening and our locking it.
            close(file)
        }
    }

    /// Lets the next run have the directory.
    func release() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            unlink(path)
            close(descriptor)
            descriptor = -1
        }
    }

    deinit { release() }
}

/// Whether the open `file` is what is found at `path`.
private func isAt(_ path: String, _ file: Int32) -> Bool {
    var (opened, found) = (stat(), stat())
    return fstat(file, &opened) == 0 && stat(path, &found) == 0 && opened.st_ino == found.st_ino
}
