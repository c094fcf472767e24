import Dataset
import Foundation

/// The directory that a user names as a dataset.
enum DatasetLocation {
    /// Throws ``DatasetLocationError`` where there is no such directory.
    static func directory(_ path: String) throws -> URL {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw DatasetLocationError.missing(path)
        }
        guard isDirectory.boolValue else { throw DatasetLocationError.notADirectory(path) }
        return URL(filePath: path, directoryHint: .isDirectory)
    }
}

enum DatasetLocationError: Error, CustomStringConvertible {
    case missing(String)
    case notADirectory(String)

    var description: String {
        let remedy = "Give the directory that holds meta/, data/ and videos/ of a LeRobot dataset."
        return switch self {
        case .missing(let path): "\(path) does not exist. \(remedy)"
        case .notADirectory(let path): "\(path) is a file, not a directory. \(remedy)"
        }
    }
}
