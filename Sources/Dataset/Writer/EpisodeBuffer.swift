import Foundation
import Media
import Parquet

/// The steps of the episode being recorded. Numbers are kept, 32 bits each; frames go to the encoders at once, so that memory
/// does not grow with the length of the episode.
struct EpisodeBuffer {
    /// Per vector feature, row after row.
    private(set) var vectors: [[Float]]
    private(set) var tasks: [String] = []
    private let videos: [VideoWriter]
    private var frames: [[FrameStatistics]]
    /// Whether a step got lost half-way, so that the cameras no longer have the same number of frames.
    private(set) var isBroken = false

    var length: Int { tasks.count }

    init(_ description: DatasetDescription, codec: VideoCodec, quality: Int?, staging: URL) throws {
        vectors = description.vectors.map { _ in [] }
        videos = try description.cameras.map { camera in
            try VideoWriter(
                Self.stagedVideo(camera, in: staging), width: camera.width, height: camera.height,
                framesPerSecond: description.framesPerSecond, codec: codec, quality: quality)
        }
        frames = videos.map { _ in [] }
    }

    static func stagedVideo(_ camera: DatasetDescription.Camera, in staging: URL) -> URL {
        staging.appending(path: "\(camera.feature).mp4")
    }

    /// - Parameter rows: a row per vector feature. `images`: one per camera, of the right size.
    mutating func append(rows: [[Float]], images: [Image], task: String) throws {
        guard !isBroken else { throw RecordingError.brokenEpisode }
        isBroken = true
        for (index, image) in images.enumerated() {
            try videos[index].append(image)
            frames[index].append(FrameStatistics(image))
        }
        for (index, row) in rows.enumerated() { vectors[index] += row }
        tasks.append(task)
        isBroken = false
    }

    /// Closes the videos. No step can follow.
    mutating func finishVideos() throws {
        guard !isBroken else { throw RecordingError.brokenEpisode }
        isBroken = true
        for video in videos { try video.finish() }
    }

    /// The rows as LeRobot stores them, with the statistics of every column.
    func table(
        _ description: DatasetDescription, episode: Int, firstIndex: Int, taskIndices: [Int]
    ) -> (table: ParquetTable, statistics: [(String, JSONText)]) {
        let steps = 0..<length
        var columns: [ParquetColumn] = []
        var statistics: [(String, JSONText)] = []
        for ((name, groups), values) in zip(description.vectors, vectors) {
            let width = DatasetDescription.width(groups)
            let elements = ParquetValues.float(values)
            // LeRobot stores a vector of one number as a plain column.
            columns.append(
                ParquetColumn(
                    name,
                    width == 1 ? elements : .fixedList(rows: length, width: width, elements: ParquetArray(elements))))
            statistics.append((name, FeatureStatistics(rows: values.map(Double.init), width: width).json()))
        }
        for (camera, frames) in zip(description.cameras, frames) {
            statistics.append((camera.feature, FeatureStatistics(frames: frames).json(nested: true)))
        }
        let times = steps.map { Float(Double($0) / Double(description.framesPerSecond)) }
        columns.append(ParquetColumn("timestamp", .float(times)))
        statistics.append(("timestamp", FeatureStatistics(rows: times.map(Double.init), width: 1).json()))
        let integers = [
            ("frame_index", Array(steps)), ("episode_index", steps.map { _ in episode }),
            ("index", steps.map { firstIndex + $0 }), ("task_index", taskIndices),
        ]
        for (name, values) in integers {
            columns.append(ParquetColumn(name, .int64(values.map(Int64.init))))
            statistics.append((name, FeatureStatistics(rows: values.map(Double.init), width: 1).json(whole: true)))
        }
        return (ParquetTable(columns: columns), statistics)
    }
}
