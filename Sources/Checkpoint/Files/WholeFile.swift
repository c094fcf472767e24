import Foundation

/// Small files that appear whole, and are on the disk when they do.
package enum WholeFile {
    /// Replaces what is at `url`. Throws ``CheckpointError/cannotWrite(path:reason:)``; what was there is then as it was.
    package static func write(_ data: Data, to url: URL) throws {
        let file = try AtomicFile(url, expectedBytes: data.count)
        try data.withUnsafeBytes { try file.append($0) }
        try file.commit()
    }

    /// Copies a file, or a directory of files, through links: a file in the hub's cache is a link into another directory.
    ///
    /// Throws ``CheckpointError/cannotRead(path:reason:)`` and ``CheckpointError/cannotWrite(path:reason:)``.
    package static func copy(_ source: URL, to destination: URL) throws {
        let files = FileManager.default
        var isDirectory: ObjCBool = false
        let original = source.resolvingSymlinksInPath()
        guard files.fileExists(atPath: original.path, isDirectory: &isDirectory), isDirectory.boolValue else {
            let data: Data
            do { data = try Data(contentsOf: original, options: .mappedIfSafe) } catch {
                throw CheckpointError.cannotRead(path: source.path, reason: error.localizedDescription)
            }
            return try write(data, to: destination)
        }
        do { try files.createDirectory(at: destination, withIntermediateDirectories: true) } catch {
            throw CheckpointError.cannotWrite(path: destination.path, reason: error.localizedDescription)
        }
        for name in try files.contentsOfDirectory(atPath: original.path).sorted() {
            try copy(original.appending(path: name), to: destination.appending(path: name))
        }
    }
}
