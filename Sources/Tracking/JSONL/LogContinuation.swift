import Foundation

/// What becomes of a `log.jsonl` that is there already when a run starts.
enum LogContinuation {
    /// Leaves the lines up to `step`, whole or not at all: the new file replaces the old one under its name.
    static func trim(_ file: URL, after step: Int) throws {
        let path = file.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else { return }
        let kept = try LogLine.all(of: file).filter { $0.line.step <= step }
        var content = Data()
        for (bytes, _) in kept {
            content.append(bytes)
            content.append(UInt8(ascii: "\n"))
        }
        guard (try? Data(contentsOf: file)) != content else { return }
        let name = ".\(file.lastPathComponent).\(UInt32.random(in: 0...UInt32.max)).partial"
        let temporary = file.deletingLastPathComponent().appending(path: name)
        do {
            let partial = try AppendingFile(temporary)
            try partial.append(Array(content))
            // The lines that are replaced are on the disk; so must these be.
            try partial.synchronize()
        } catch {
            unlink(temporary.path(percentEncoded: false))
            throw error
        }
        try rename(temporary, to: file)
    }

    /// Gives a log of an earlier run another name, `log.1.jsonl`, the first that is free.
    static func moveAside(_ file: URL) throws {
        var status = stat()
        guard stat(file.path(percentEncoded: false), &status) == 0, status.st_size > 0 else { return }
        let base = file.deletingPathExtension()
        var number = 1
        var other: URL { base.appendingPathExtension("\(number)").appendingPathExtension(file.pathExtension) }
        while FileManager.default.fileExists(atPath: other.path(percentEncoded: false)) { number += 1 }
        try rename(file, to: other)
    }

    private static func rename(_ file: URL, to other: URL) throws {
        let (old, new) = (file.path(percentEncoded: false), other.path(percentEncoded: false))
        guard Foundation.rename(old, new) == 0 else { throw AppendingFile.failure(new) }
    }
}
