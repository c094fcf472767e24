/// One recording of a task, from start to end: an entry of the episode list.
public struct Episode: Sendable, Equatable {
    /// Its number. Numbers may have gaps, where episodes were deleted.
    public let index: Int
    /// Rows, L.
    public let length: Int
    /// The texts that occur in it, in no order; not only instructions (`"valid"`).
    public let tasks: [String]
    /// The parquet file with its rows.
    public let data: FileNumber
    /// v3.0: rows of the whole dataset, by the column `index`.
    public let indexRange: Range<Int>?
    /// v3.0: per camera feature, where its frames are. Empty in v2, where each episode has its own files.
    public let videos: [String: VideoSegment]

    public init(
        index: Int, length: Int, tasks: [String], data: FileNumber, indexRange: Range<Int>? = nil,
        videos: [String: VideoSegment] = [:]
    ) {
        self.index = index
        self.length = length
        self.tasks = tasks
        self.data = data
        self.indexRange = indexRange
        self.videos = videos
    }

    /// The numbers in a file's path.
    public struct FileNumber: Sendable, Hashable {
        public var chunk: Int
        public var file: Int

        public init(chunk: Int, file: Int) {
            self.chunk = chunk
            self.file = file
        }
    }

    /// A part of a video that several episodes share.
    public struct VideoSegment: Sendable, Equatable {
        public var file: FileNumber
        /// Seconds into the file at which the episode's first frame is shown.
        public var fromTimestamp: Double

        public init(file: FileNumber, fromTimestamp: Double) {
            self.file = file
            self.fromTimestamp = fromTimestamp
        }
    }
}

extension DatasetInfo {
    /// Path of an episode's parquet file, from the dataset's directory.
    public func dataPath(of episode: Episode) throws -> String { try dataPath.path(values(episode, episode.data)) }

    /// Path of the parquet file with a number. v3.0 only: in v2 the path depends on the episode.
    func dataPath(file: Episode.FileNumber) throws -> String {
        try dataPath.path(["chunk_index": .number(file.chunk), "file_index": .number(file.file)])
    }

    /// Path of an episode's video of a camera, from the dataset's directory.
    ///
    /// Throws ``DatasetError/unknownKey(key:file:candidates:)`` where a v3.0 episode has no such video.
    public func videoPath(of episode: Episode, camera: String) throws -> String {
        guard let videoPath else {
            throw DatasetError.malformed(
                file: Self.path, key: "video_path", reason: "is null, but camera '\(camera)' is wanted")
        }
        guard version == .v30 else { return try videoPath.path(values(episode, episode.data, camera: camera)) }
        guard let segment = episode.videos[camera] else {
            throw DatasetError.unknownKey(
                key: "videos/\(camera)", file: "meta/episodes for episode \(episode.index)",
                candidates: episode.videos.keys.sorted().map { "videos/\($0)" })
        }
        return try videoPath.path(values(episode, segment.file, camera: camera))
    }

    /// What the gaps of the path templates stand for. Both generations' names are offered; each template uses its own.
    private func values(
        _ episode: Episode, _ file: Episode.FileNumber, camera: String? = nil
    ) -> [String: PathTemplate.Value] {
        var values: [String: PathTemplate.Value] = [
            "episode_chunk": .number(episode.index / chunksSize), "episode_index": .number(episode.index),
            "chunk_index": .number(file.chunk), "file_index": .number(file.file),
        ]
        if let camera { values["video_key"] = .text(camera) }
        return values
    }
}
