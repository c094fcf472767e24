import Foundation
import Media
import Synchronization

/// Decoded pictures of a dataset's cameras, up to a limit of bytes. May be used by many threads.
///
/// A decoder goes forward only, and in NVIDIA's datasets a key frame comes every 250 frames: a picture out of order costs a
/// hundred times one in order. So a miss decodes a run of neighbours in one pass. The run is the whole episode where the
/// whole dataset fits into the limit: each video is then decoded once, whatever the order of the steps. Else it is from key
/// frame to key frame (2 pictures as LeRobot encodes), but no longer than it takes to get there from a distant one.
public final class FrameCache: Sendable {
    /// Most bytes of decoded pictures.
    public let capacity: Int
    /// Whether all pictures of the dataset fit.
    public let holdsEverything: Bool

    private let runs: Mutex<LeastRecentlyUsed<Run, [Image]>>
    private let videos: Mutex<LeastRecentlyUsed<String, OpenVideo>>
    private let decoderThreads: Int
    /// Pictures from one key frame to the next, per camera, as in the first of its videos that was opened.
    private let keyFrameIntervals = Mutex<[String: Int]>([:])

    /// A miss where the dataset is larger than the limit: about as long as it takes to get there from a key frame.
    static let shortRun = 32
    /// Open files, each with a decoder of some megabytes.
    private static let openVideos = 16

    private struct Run: Hashable {
        let camera: String
        let episode: Int
        let number: Int
    }

    /// - Parameter total: bytes of all pictures of the dataset, decoded.
    init(capacity: Int, total: Double, decoderThreads: Int) {
        self.capacity = capacity
        self.decoderThreads = decoderThreads
        holdsEverything = total <= Double(capacity)
        runs = Mutex(LeastRecentlyUsed(capacity: capacity))
        videos = Mutex(LeastRecentlyUsed(capacity: Self.openVideos))
    }

    /// Bytes of the pictures that are kept now.
    public var bytes: Int { runs.withLock { $0.cost } }

    /// Pictures of an episode, by their numbers from 0. None is copied: an `Image` shares its pixels.
    ///
    /// - Parameter verify: called with every run that was decoded, and with its range.
    func images(
        _ frames: [Int], of source: FrameSource, verify: (Range<Int>, [Image]) throws -> Void
    ) throws -> [Image] {
        let length = try runLength(of: source)
        return try frames.map { frame in
            let run = Run(camera: source.camera, episode: source.episode, number: frame / length)
            let start = run.number * length
            let images =
                try runs.withLock { $0.use(run) }
                ?? decode(run, start..<min(start + length, source.frameCount), of: source, verify)
            return images[frame - start]
        }
    }

    /// Pictures that a miss decodes together.
    func runLength(of source: FrameSource) throws -> Int {
        let longest = longestRun(of: source)
        guard source.isVideo, !holdsEverything else { return longest }
        return min(longest, try keyFrameInterval(of: source))
    }

    /// Pictures that are decoded together where each needs those before it: no more than fit.
    func longestRun(of source: FrameSource) -> Int {
        min(holdsEverything ? source.frameCount : Self.shortRun, max(1, capacity / max(1, source.bytesPerFrame)))
    }

    /// Pictures of the camera from one key frame to the next, on average.
    func keyFrameInterval(of source: FrameSource) throws -> Int {
        if let known = keyFrameIntervals.withLock({ $0[source.camera] }) { return known }
        let interval = try video(source).keyFrameInterval(source)
        // The first stands: runs are counted by it.
        return keyFrameIntervals.withLock { intervals in
            let first = intervals[source.camera] ?? interval
            intervals[source.camera] = first
            return first
        }
    }

    /// Decodes pictures `range` of an episode and keeps none.
    func decode(_ range: Range<Int>, of source: FrameSource) throws -> [Image] {
        source.isVideo
            ? try video(source).images(range, of: source) { nil } : try EmbeddedPictures.images(range, of: source)
    }

    /// Opens an episode's video and holds it against what is promised, without decoding it.
    func verify(_ source: FrameSource) throws {
        if source.isVideo { try video(source).verify(source) }
    }

    private func decode(
        _ run: Run, _ range: Range<Int>, of source: FrameSource, _ verify: (Range<Int>, [Image]) throws -> Void
    ) throws -> [Image] {
        let video = source.isVideo ? try video(source) : nil
        let images =
            if let video {
                // Another thread may have decoded the run while this one waited for the file.
                try video.images(range, of: source) { runs.withLock { $0.use(run) } }
            } else {
                try EmbeddedPictures.images(range, of: source)
            }
        try verify(range, images)
        runs.withLock { $0.insert(images, for: run, cost: images.reduce(0) { $0 + $1.pixels.count }) }
        return images
    }

    private func video(_ source: FrameSource) throws -> OpenVideo {
        guard FileManager.default.fileExists(atPath: source.file.path) else {
            throw DatasetError.missingFile(
                path: source.file.path,
                remedy: "Camera '\(source.camera)' of episode \(source.episode) is there: copy it again, or leave the "
                    + "camera out of the data config.")
        }
        return videos.withLock { videos in
            if let video = videos.use(source.file.path) { return video }
            let video = OpenVideo(source.file, threads: decoderThreads)
            videos.insert(video, for: source.file.path, cost: 1)
            return video
        }
    }
}
