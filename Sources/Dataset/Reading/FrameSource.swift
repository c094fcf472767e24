import Foundation

/// Where the pictures of one camera in one episode are.
struct FrameSource: Sendable {
    let camera: String
    let episode: Int
    let file: URL
    /// The episode's first picture in the file.
    let firstFrame: Int
    /// Pictures of the episode, one per row.
    let frameCount: Int
    /// Whether the file has other episodes too.
    let isShared: Bool
    let isVideo: Bool
    /// What `meta/info.json` promises.
    let height: Int
    let width: Int
    let framesPerSecond: Double

    /// Bytes of one decoded picture.
    var bytesPerFrame: Int { height * width * 3 }
}

extension FrameSource {
    /// - Parameter rows: the episode's rows: pictures of type `image` are beside them.
    init(camera: String, episode: Episode, rows: EpisodeRows, info: DatasetInfo, root: URL) throws {
        guard let feature = info.features[camera], let size = feature.pictureSize else {
            throw DatasetError.unknownKey(
                key: camera, file: "the cameras of \(DatasetInfo.path)", candidates: info.cameras)
        }
        let start = episode.videos[camera]?.fromTimestamp ?? 0
        guard let firstFrame = FrameClock.count(start, info.framesPerSecond) else {
            throw DatasetError.malformed(
                file: "meta/episodes", key: "videos/\(camera)/from_timestamp", reason: "\(start) s is no time")
        }
        self.init(
            camera: camera, episode: episode.index,
            file: feature.isVideo
                ? root.appending(path: try info.videoPath(of: episode, camera: camera)) : rows.table.file,
            firstFrame: feature.isVideo ? firstFrame : rows.rows.lowerBound, frameCount: episode.length,
            isShared: info.version == .v30, isVideo: feature.isVideo, height: size.height, width: size.width,
            framesPerSecond: info.framesPerSecond)
    }
}
