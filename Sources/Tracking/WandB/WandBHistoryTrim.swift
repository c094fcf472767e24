import Foundation

/// Takes rows of later steps from the files of a run that was killed after its last checkpoint.
enum WandBHistoryTrim {
    /// Cuts `file` where its first row after `step` begins. What follows that row is of later steps too.
    ///
    /// A file that ``WandBTracker`` did not write has no row that is found, and stays as it is.
    static func trim(_ file: URL, after step: Int) throws {
        let path = file.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let data = try? Data(contentsOf: file) else {
            throw TrackingError.cannotRead(path: path, reason: String(cString: strerror(errno)))
        }
        for (offset, record) in WandBRecordLog.records([UInt8](data)) {
            guard let found = stepOfRow(record), found > step else { continue }
            guard truncate(path, off_t(offset)) == 0 else { throw AppendingFile.failure(path) }
            return
        }
    }

    /// `history.step.num`, for a record that is a row.
    private static func stepOfRow(_ record: [UInt8]) -> Int? {
        guard let history = ProtobufFields(record[...]).last(2)?.bytes,
            let step = ProtobufFields(history).last(2)?.bytes,
            let number = ProtobufFields(step).last(1)?.integer
        else { return nil }
        return Int(truncatingIfNeeded: number)
    }
}
