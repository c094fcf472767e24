import Dataset
import Foundation
import Media

/// A camera: what `meta/info.json` promises and what its files are.
struct CameraSummary: Encodable {
    /// In data configs; `nil`: the modality map does not name it, so no model sees it.
    let key: String?
    let column: String
    /// `nil`: the pictures are inside the parquet files, or there is no such file.
    let firstFile: String?
    let codec: String?
    let pixelFormat: String?
    let width: Int?
    let height: Int?
    let framesPerSecond: Double?
    /// Of the first file.
    let frames: Int?
    /// A frame between two of these can only be decoded from the one before it on.
    let keyFrames: Int?
    /// Of the files that were looked at.
    let bytes: Int
    let filesLookedAt: Int
    /// What is wrong with those files, one line each.
    let problems: [String]

    /// Opening a video means reading all of it, so only the first episodes are looked at.
    private static let episodesLookedAt = 20

    init(key: String?, column: String, in dataset: LeRobotDataset) {
        self.key = key
        self.column = column
        let feature = dataset.info.features[column]
        let size = feature?.pictureSize
        // Of a camera that is not used often nothing but its name is there, as in NVIDIA's own demonstration data.
        guard let feature, feature.isVideo, key != nil else {
            (firstFile, codec, pixelFormat) = (nil, feature?.isVideo == false ? feature?.dtype : nil, nil)
            (width, height, framesPerSecond, frames, keyFrames) = (size?.width, size?.height, nil, nil, nil)
            (bytes, filesLookedAt, problems) = (0, 0, [])
            return
        }
        var seen: [String] = []
        var first: VideoReader?
        var bytes = 0
        var problems: [String] = []
        for episode in dataset.episodes.prefix(Self.episodesLookedAt) {
            do {
                let path = try dataset.info.videoPath(of: episode, camera: column)
                if seen.contains(path) { continue }
                seen.append(path)
                let url = dataset.root.appending(path: path)
                let video = try VideoReader(url)
                first = first ?? video
                let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
                bytes += (attributes[.size] as? Int) ?? 0
                // Files of v3.0 have several episodes.
                if dataset.info.version != .v30, video.properties.frameCount != episode.length {
                    problems.append("\(path): \(video.properties.frameCount) frames for \(episode.length) rows")
                }
                if let size, (size.width, size.height) != (video.properties.width, video.properties.height) {
                    problems.append(
                        "\(path): \(video.properties.width)x\(video.properties.height), not \(size.width)x\(size.height)"
                    )
                }
            } catch {
                problems.append("\(error)")
            }
        }
        firstFile = seen.first
        codec = first?.properties.codec
        pixelFormat = first?.properties.pixelFormat
        width = first?.properties.width
        height = first?.properties.height
        framesPerSecond = first?.properties.framesPerSecond
        frames = first?.properties.frameCount
        keyFrames = first?.keyFrameCount
        self.bytes = bytes
        filesLookedAt = seen.count
        self.problems = problems
    }

    /// The cameras of the modality map, then those that only `meta/info.json` knows.
    static func all(in dataset: LeRobotDataset) -> [CameraSummary] {
        let map = dataset.modalityMap
        let used = map.video.keys.sorted().map {
            CameraSummary(key: "video.\($0)", column: map.column(camera: $0), in: dataset)
        }
        let unused = dataset.info.cameras.filter { column in !used.contains { $0.column == column } }
        return used + unused.map { CameraSummary(key: nil, column: $0, in: dataset) }
    }
}
