import Foundation

/// `meta/info.json`: which format a LeRobot dataset has, how often it was sampled and which features each step has. Fields
/// that are not listed here are ignored, as LeRobot does.
public struct DatasetInfo: Sendable, Equatable {
    public var version: FormatVersion
    public var robotType: String?
    /// What the file claims; hand-made datasets are often wrong here, the episode list is right.
    public var totalEpisodes: Int?
    public var totalFrames: Int?
    public var totalTasks: Int?
    /// v2: episodes per directory. v3: files per directory.
    public var chunksSize: Int
    /// Steps per second.
    public var framesPerSecond: Double
    public var splits: [String: String]?
    public var dataPath: PathTemplate
    /// `nil`: the dataset has no videos.
    public var videoPath: PathTemplate?
    public var features: [String: DatasetFeature]

    /// Where it lies in a dataset.
    public static let path = "meta/info.json"

    public init(
        version: FormatVersion, robotType: String?, totalEpisodes: Int?, totalFrames: Int?, totalTasks: Int?,
        chunksSize: Int = 1000, framesPerSecond: Double, splits: [String: String]? = nil, dataPath: PathTemplate,
        videoPath: PathTemplate?, features: [String: DatasetFeature]
    ) {
        self.version = version
        self.robotType = robotType
        self.totalEpisodes = totalEpisodes
        self.totalFrames = totalFrames
        self.totalTasks = totalTasks
        self.chunksSize = chunksSize
        self.framesPerSecond = framesPerSecond
        self.splits = splits
        self.dataPath = dataPath
        self.videoPath = videoPath
        self.features = features
    }

    /// Reads `meta/info.json` of the dataset in `root`.
    public init(dataset root: URL) throws {
        let url = root.appending(path: Self.path)
        self = try JSONFile.read(
            Self.self, from: url, remedy: "Give the directory that holds meta/, data/ and videos/ of a LeRobot dataset."
        )
        for (name, feature) in features { try feature.validate(name: name, file: url.path) }
        func refuse(_ key: String, _ reason: String) -> DatasetError {
            .malformed(file: url.path, key: key, reason: reason)
        }
        guard framesPerSecond > 0, framesPerSecond <= 1e6 else { throw refuse("fps", "\(framesPerSecond) is no rate") }
        guard chunksSize > 0 else { throw refuse("chunks_size", "\(chunksSize) is not positive") }
        guard !features.isEmpty else { throw refuse("features", "is empty") }
    }

    /// Names of the features that are pictures: videos, and images that are stored in the parquet files.
    public var cameras: [String] { features.filter(\.value.isPicture).keys.sorted() }
}

/// A version of the LeRobot format.
public enum FormatVersion: String, Sendable, Codable, CaseIterable {
    /// One parquet file and one video per episode, statistics of the whole dataset.
    case v20 = "v2.0"
    /// As v2.0, but statistics per episode.
    case v21 = "v2.1"
    /// Many episodes per file.
    case v30 = "v3.0"
}

extension DatasetInfo: Codable {
    enum CodingKeys: String, CodingKey {
        case version = "codebase_version"
        case robotType = "robot_type"
        case totalEpisodes = "total_episodes"
        case totalFrames = "total_frames"
        case totalTasks = "total_tasks"
        case chunksSize = "chunks_size"
        case framesPerSecond = "fps"
        case splits
        case dataPath = "data_path"
        case videoPath = "video_path"
        case features
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        // The datasets of GR00T-Dreams have no version; they are v2.0.
        let version = try container.decodeIfPresent(String.self, forKey: .version) ?? FormatVersion.v20.rawValue
        guard let known = FormatVersion(rawValue: version) else {
            throw DecodingError.dataCorruptedError(
                forKey: .version, in: container,
                debugDescription: "format '\(version)' is not one of "
                    + FormatVersion.allCases.map(\.rawValue).joined(separator: ", "))
        }
        try self.init(
            version: known,
            robotType: container.decodeIfPresent(String.self, forKey: .robotType),
            totalEpisodes: container.decodeIfPresent(Int.self, forKey: .totalEpisodes),
            totalFrames: container.decodeIfPresent(Int.self, forKey: .totalFrames),
            totalTasks: container.decodeIfPresent(Int.self, forKey: .totalTasks),
            chunksSize: container.decodeIfPresent(Int.self, forKey: .chunksSize) ?? 1000,
            framesPerSecond: container.decode(Double.self, forKey: .framesPerSecond),
            splits: try? container.decodeIfPresent([String: String].self, forKey: .splits),
            dataPath: container.decode(PathTemplate.self, forKey: .dataPath),
            videoPath: container.decodeIfPresent(PathTemplate.self, forKey: .videoPath),
            features: container.decode([String: DatasetFeature].self, forKey: .features))
    }
}
