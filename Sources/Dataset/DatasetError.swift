import Embodiment

/// What can be wrong with a dataset on disk. Every message says what is wrong, in which file and under which key, and what to
/// do about it.
public enum DatasetError: Error, Equatable, CustomStringConvertible {
    /// A file that the dataset's own metadata promises is not there.
    case missingFile(path: String, remedy: String)
    /// The file is there, but the operating system or the format's reader refuses it.
    case unreadableFile(path: String, reason: String)
    /// A file could not be written.
    case unwritableFile(path: String, reason: String)
    /// The file is read, but what stands under `key` is not what the format says.
    case malformed(file: String, key: String, reason: String)
    /// A path of `meta/info.json` cannot be used.
    case badPathTemplate(String, reason: String)
    /// The dataset has no `meta/modality.json`: it is a plain LeRobot dataset.
    case noModalityMap(path: String)
    /// `key` is not one of the keys of `file`.
    case unknownKey(key: String, file: String, candidates: [String])
    /// A slice of `meta/modality.json` lies outside its vector.
    case sliceOutsideVector(key: String, slice: String, column: String, width: Int, file: String)
    /// The dataset's format is none of v2.0, v2.1 and v3.0.
    case unsupportedVersion(String, file: String)
    /// A column has another width than `meta/info.json` says.
    case wrongWidth(column: String, file: String, found: Int, expected: Int)
    /// A column has a type that cannot be used as what it is wanted for.
    case wrongType(column: String, file: String, found: String, expected: String)
    /// An episode's rows are fewer or more than the episode list says.
    case wrongRowCount(episode: Int, file: String, found: Int, expected: Int)
    /// The data file has no rows of the episode.
    case episodeNotInFile(episode: Int, file: String)
    /// There is no such episode in the episode list.
    case unknownEpisode(Int, available: String)
    /// There is no such row in the episode.
    case rowOutOfRange(row: Int, episode: Int, length: Int)
    /// There is no such step in the dataset.
    case stepOutOfRange(step: Int, count: Int)
    /// A state or action is NaN or infinite.
    case notFinite(value: Double, key: String, episode: Int, row: Int, file: String)
    /// An annotation column holds a number that the task table does not have.
    case unknownTask(index: Int, key: String, episode: Int, row: Int, available: String)
    /// Time stamps of an episode are not `1 / fps` apart.
    case unevenTimestamps(episode: Int, row: Int, spacing: Double, framesPerSecond: Double, file: String)
    /// A video ends before the episode does, or has frames that no row belongs to.
    case wrongFrameCount(camera: String, file: String, episode: Int, found: Int, expected: Int)
    /// A video runs at another rate than `meta/info.json` says.
    case wrongFrameRate(camera: String, file: String, found: Double, expected: Double)
    /// A video has another size than `meta/info.json` says.
    case wrongFrameSize(camera: String, file: String, found: String, expected: String)
    /// The robot moves but the camera's picture does not.
    case frozenVideo(camera: String, file: String, episode: Int)
    /// A camera's frames cannot be decoded.
    case undecodableVideo(camera: String, file: String, reason: String)
    /// The statistics do not have what normalisation needs.
    case badStatistics(key: String, file: String, reason: String)

    public var description: String { "\(problem). \(remedy)" }
}
