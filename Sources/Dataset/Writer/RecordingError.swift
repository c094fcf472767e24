/// What can go wrong while a dataset is recorded.
public enum RecordingError: Error, Equatable, CustomStringConvertible {
    case badDescription(String)
    case notADataset(path: String)
    case otherDataset(path: String, differences: [String])
    case damagedDataset(file: String, reason: String)
    case alreadyRecording(path: String)
    case missingKeys([String], step: Int)
    case unknownKeys([String], known: [String])
    case wrongWidth(key: String, step: Int, found: Int, expected: Int)
    case notFinite(key: String, step: Int, index: Int)
    case wrongFrameSize(key: String, step: Int, found: String, expected: String)
    case badTask(step: Int)
    case emptyEpisode
    case brokenEpisode
    case unwritable(path: String, reason: String)

    public var description: String {
        switch self {
        case .badDescription(let reason): "this dataset cannot be recorded: \(reason)"
        case .notADataset(let path):
            "\(path) has files, but no LeRobot dataset to append to (no meta/info.json); choose a new directory"
        case .otherDataset(let path, let differences):
            "\(path) is a dataset of another shape; it differs in \(differences.joined(separator: ", ")); choose another "
                + "directory or describe the robot as the dataset does"
        case .damagedDataset(let file, let reason):
            "cannot append to the dataset: \(file): \(reason); restore that file or record into a new directory"
        case .alreadyRecording(let path):
            "another recorder is writing to \(path); end it first"
        case .missingKeys(let keys, let step):
            "step \(step) has no \(keys.joined(separator: ", ")); every step needs every camera and joint group"
        case .unknownKeys(let keys, let known):
            "\(keys.joined(separator: ", ")) is not part of this dataset; it has \(known.joined(separator: ", "))"
        case .wrongWidth(let key, let step, let found, let expected):
            "\(key) has \(found) values in step \(step), its description says \(expected)"
        case .notFinite(let key, let step, let index):
            "\(key)[\(index)] is not a finite number of 32 bits in step \(step); check the robot's readings"
        case .wrongFrameSize(let key, let step, let found, let expected):
            "\(key) has \(found) pixels in step \(step), its description says \(expected); resize it or describe it so"
        case .badTask(let step): "step \(step) has no task; say in words what the robot is to do"
        case .emptyEpisode: "an episode needs at least one step before it can be finished"
        case .brokenEpisode:
            "this episode lost a frame when an earlier step failed; discard it (discardEpisode) and record it again"
        case .unwritable(let path, let reason):
            "cannot write \(path): \(reason); check that the disk is there, writable and not full"
        }
    }
}
