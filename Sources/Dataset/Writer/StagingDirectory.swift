import Foundation

/// A hidden directory inside the dataset in which files are written before they get their names. Only one recorder at a time
/// can hold it, also across processes; it is emptied when taken and removed when given back.
final class StagingDirectory {
    let url: URL
    private let descriptor: Int32

    /// Throws ``RecordingError/alreadyRecording(path:)`` while another recorder holds it.
    init(in root: URL) throws {
        let directory = root.appending(path: ".recording")
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        } catch {
            throw RecordingError.unwritable(path: directory.path, reason: error.localizedDescription)
        }
        let descriptor = open(directory.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw RecordingError.unwritable(path: directory.path, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw RecordingError.alreadyRecording(path: root.path)
        }
        // Stored only now: an object that throws with all its properties set is deinitialised, which would clear the
        // directory of the other recorder.
        (url, self.descriptor) = (directory, descriptor)
        clear()
    }

    deinit {
        clear()
        rmdir(url.path)
        close(descriptor)
    }

    /// Removes what an unfinished episode has left.
    func clear() {
        let left = (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)) ?? []
        for file in left { try? FileManager.default.removeItem(at: file) }
    }

    /// Writes a file here that is to become `destination`.
    func write(_ text: String, for destination: URL) throws -> StagedFile {
        let file = url.appending(path: destination.lastPathComponent)
        do {
            try Data(text.utf8).write(to: file)
        } catch {
            throw RecordingError.unwritable(path: file.path, reason: error.localizedDescription)
        }
        return StagedFile(file: file, destination: destination)
    }
}

/// A finished file that waits for its name.
struct StagedFile {
    let file: URL
    let destination: URL

    /// Makes sure that the contents outlive a power failure, and that the directory to move to is there.
    func prepare() throws {
        do {
            try FileManager.default.createDirectory(
                at: destination.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw RecordingError.unwritable(path: destination.path, reason: error.localizedDescription)
        }
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure }
    }

    /// Gives the file its name, replacing an older one, in one step.
    func place() throws {
        guard rename(file.path, destination.path) == 0 else { throw failure }
    }

    private var failure: RecordingError {
        .unwritable(path: destination.path, reason: String(cString: strerror(errno)))
    }
}
