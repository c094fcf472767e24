import Embodiment
import Foundation
import Media
import Synchronization

/// A LeRobot dataset of v2.0, v2.1 or v3.0 with GR00T's `meta/modality.json`, step by step as the reference reads it
/// (`LeRobotSingleDataset`, `gr00t/data/dataset.py`).
///
///     let dataset = try LeRobotDataset(directory)
///     let sample = try dataset[300]                  // the 301st step of all, counted over the episodes
///     let same = try dataset.step(episode: 0, row: 300)
///
/// Files are read when an episode of theirs is first wanted; tables and decoded pictures are kept up to the limits in
/// ``DatasetOptions``. Any thread may ask for any step.
public final class LeRobotDataset: Sendable {
    public let root: URL
    public let info: DatasetInfo
    public let modalityMap: ModalityMap
    /// What a sample consists of.
    public let modalityConfigs: [String: ModalityConfig]
    /// Sorted by index.
    public let episodes: [Episode]
    public let tasks: TaskTable
    /// The decoded pictures.
    public let frameCache: FrameCache

    let options: DatasetOptions
    let plan: StepPlan
    /// Steps before each episode; one entry more than episodes.
    private let starts: [Int]
    private let positions: [Int: Int]
    private let store: RowStore
    /// Episodes whose rows were held against the episode list and the clock.
    private let verified = Mutex<Set<Int>>([])
    /// Videos whose pictures were seen to change.
    let verifiedVideos = Mutex<Set<VerifiedVideo>>([])

    /// Opens a dataset: reads its metadata, and, as a first test, the rows of the first episode.
    ///
    /// - Parameters:
    ///   - modalityConfigs: what a sample consists of; `nil` is every key of `meta/modality.json` at the current step, with
    ///     the 16 next actions.
    ///   - modalityMap: used instead of `meta/modality.json`.
    /// - Throws: ``DatasetError``; `ParquetError` for damaged parquet files.
    public init(
        _ root: URL, modalityConfigs: [String: ModalityConfig]? = nil, modalityMap: ModalityMap? = nil,
        options: DatasetOptions = DatasetOptions()
    ) throws {
        self.root = root
        self.options = options
        info = try DatasetInfo(dataset: root)
        if let modalityMap {
            try modalityMap.validate(against: info, file: "the given modality map")
            self.modalityMap = modalityMap
        } else {
            self.modalityMap = try ModalityMap(dataset: root, info: info)
        }
        self.modalityConfigs = modalityConfigs ?? StepPlan.everything(self.modalityMap)
        plan = try StepPlan(self.modalityConfigs, map: self.modalityMap)
        episodes = try EpisodeList.read(dataset: root, info: info)
        tasks = try TaskTable(dataset: root, info: info)
        starts = episodes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.length) }
        positions = Dictionary(uniqueKeysWithValues: episodes.enumerated().map { ($1.index, $0) })
        store = RowStore(root: root, info: info, columns: plan.columns, capacity: options.rowCacheBytes)
        frameCache = FrameCache(
            capacity: options.frameCacheBytes,
            total: Double(starts.last ?? 0) * Double(plan.pictureBytesPerStep(info)),
            decoderThreads: options.decoderThreads)
        if options.verification == .quick, let first = episodes.first { try verifyFiles(of: first) }
    }

    /// Steps of all episodes.
    public var stepCount: Int { starts.last ?? 0 }

    /// The episode with `index`. Throws ``DatasetError/unknownEpisode(_:available:)``.
    public func episode(_ index: Int) throws -> Episode {
        guard let position = positions[index] else {
            let known = episodes.map(\.index)
            throw DatasetError.unknownEpisode(
                index, available: "\(known.count) episodes from \(known.first ?? 0) to \(known.last ?? 0)")
        }
        return episodes[position]
    }

    /// Which episode (its index) and row step `step` of all is. Throws ``DatasetError/stepOutOfRange(step:count:)``.
    public func location(of step: Int) throws -> (episode: Int, row: Int) {
        guard (0..<stepCount).contains(step) else {
            throw DatasetError.stepOutOfRange(step: step, count: stepCount)
        }
        // The last episode that starts at or before the step.
        var (low, high) = (0, episodes.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= step { low = middle } else { high = middle }
        }
        return (episodes[low].index, step - starts[low])
    }

    /// Rows of an episode, held against the episode list and the clock when first read.
    func rows(of episode: Episode) throws -> EpisodeRows {
        let rows = try store.rows(of: episode)
        if options.verification != .none, !verified.withLock({ $0.contains(episode.index) }) {
            try rows.verifyTimestamps(framesPerSecond: info.framesPerSecond)
            verified.withLock { _ = $0.insert(episode.index) }
        }
        return rows
    }

    /// Where the pictures of a camera feature in an episode are.
    func frameSource(_ camera: String, rows: EpisodeRows) throws -> FrameSource {
        try FrameSource(camera: camera, episode: rows.episode, rows: rows, info: info, root: root)
    }

    /// Reads an episode's rows and opens its videos, without decoding.
    func verifyFiles(of episode: Episode) throws {
        let rows = try rows(of: episode)
        for camera in plan.cameras { try frameCache.verify(frameSource(camera.column, rows: rows)) }
    }
}
