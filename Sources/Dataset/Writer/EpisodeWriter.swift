import Embodiment
import Foundation
import Media
import Parquet

/// Records demonstrations as a LeRobot v2.1 dataset with GR00T's `meta/modality.json`: Parquet and mp4 files per episode.
///
///     let writer = try EpisodeWriter(root: directory, description: description)
///     while teleoperating {
///         try writer.add(state: ["single_arm": arm, "gripper": [opening]], action: targets, frames: ["webcam": image],
///                        task: "pick up the red cube")
///     }
///     try writer.finishEpisode()
///
/// Everything is written under hidden names first. Killed at any moment, the recorder leaves a dataset that lists exactly the
/// episodes that were finished; what else is there of an episode is removed when recording goes on.
public final class EpisodeWriter {
    public let root: URL
    public let description: DatasetDescription
    let codec: VideoCodec
    private let quality: Int?
    let layout: DatasetLayout
    let staging: StagingDirectory
    var dataset: RecordedDataset
    private var episode: EpisodeBuffer?

    /// Starts a dataset in `root`, or goes on with the one that is there, if it has the same description.
    ///
    /// - Parameter quality: constant rate factor of the videos, see `VideoCodec.qualities`; `nil` for the codec's usual one.
    /// - Throws: ``RecordingError``; ``RecordingError/otherDataset(path:differences:)`` says what differs.
    public init(
        root: URL, description: DatasetDescription, codec: VideoCodec = .h264, quality: Int? = nil
    ) throws {
        try description.validate()
        self.root = root
        self.description = description
        self.codec = codec
        self.quality = quality
        layout = DatasetLayout(root: root)
        let exists = FileManager.default.fileExists(atPath: layout.info.path)
        let other = ["data", "videos"].map { root.appending(path: $0).path }
        guard exists || !other.contains(where: FileManager.default.fileExists) else {
            throw RecordingError.notADataset(path: root.path)
        }
        staging = try StagingDirectory(in: root)
        dataset = RecordedDataset()
        if exists { try resume() } else { try create() }
    }

    /// Finished episodes, those of earlier recordings included.
    public var episodeCount: Int { dataset.episodes.count }
    /// Steps of all finished episodes.
    public var frameCount: Int { dataset.frameCount }
    /// Steps of the episode being recorded.
    public var stepCount: Int { episode?.length ?? 0 }

    /// Adds a step: what the robot saw and felt, and what it was told to do then. A step that is refused leaves the episode as
    /// it was.
    ///
    /// - Parameters:
    ///   - state: a row per joint group, in the units of the robot. `action`: likewise.
    ///   - frames: an image per camera.
    ///   - task: the instruction in words.
    public func add(
        state: [String: [Double]], action: [String: [Double]], frames: [String: Image], task: String
    ) throws {
        let step = stepCount
        let rows = [
            try row(state, of: description.state, "state", step),
            try row(action, of: description.action, "action", step),
        ]
        let images = try images(frames, step)
        guard !task.allSatisfy(\.isWhitespace) else { throw RecordingError.badTask(step: step) }
        if episode == nil {
            episode = try EpisodeBuffer(description, codec: codec, quality: quality, staging: staging.url)
        }
        try episode?.append(rows: rows, images: images, task: task)
    }

    /// Adds a step from an observation: its newest frame of each camera, its newest row of each joint group and its first
    /// instruction.
    public func add(observation: Observation, action: [String: [Double]]) throws {
        try add(
            state: observation.state.compactMapValues { $0.rows > 0 ? Array($0.row($0.rows - 1)) : nil },
            action: action,
            frames: observation.video.compactMapValues(\.last),
            task: observation.annotation[description.annotation]?.first ?? "")
    }

    /// Writes the episode; it is part of the dataset when this returns. After an error the dataset is as it was, and the
    /// episode can only be discarded.
    ///
    /// - Returns: its index.
    @discardableResult public func finishEpisode() throws -> Int {
        guard stepCount > 0 else { throw RecordingError.emptyEpisode }
        try episode?.finishVideos()
        guard let episode else { throw RecordingError.emptyEpisode }
        let index = dataset.nextIndex
        var next = dataset
        let taskIndices = episode.tasks.map { next.index(of: $0) }
        next.append(RecordedEpisode(index: index, length: episode.length))
        let (table, statistics) = episode.table(
            description, episode: index, firstIndex: dataset.frameCount, taskIndices: taskIndices)
        let files = try stage(table, statistics, tasks: Set(taskIndices).sorted(), as: next)
        for file in files { try file.prepare() }
        do {
            for file in files { try file.place() }
        } catch {
            // Some files may have their new contents already: go on from what is on disk.
            dataset = try RecordedDataset(layout)
            throw error
        }
        dataset = next
        self.episode = nil
        return index
    }

    /// Forgets the episode being recorded.
    public func discardEpisode() {
        episode = nil
        staging.clear()
    }
}
