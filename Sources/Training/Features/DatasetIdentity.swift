import Dataset
import Foundation
import Transforms

/// Which pictures and instructions a dataset's steps have, without reading a picture: where each episode's rows and frames are,
/// sizes and modification times of the files they are in, and the prompts. The directory's own path does not count, so a
/// dataset can be moved.
struct DatasetIdentity: Codable, Sendable, Equatable {
    let episodes: Int
    let steps: Int
    let framesPerSecond: Double
    /// Column of each camera and of the instruction.
    let columns: [String: String]
    let files: Int
    let bytes: Int
    /// SHA-256 over the episodes, and over path, size and modification time of every file.
    let layout: String
    /// SHA-256 over the token ids of every task's prompt.
    let prompts: String

    /// Throws `DatasetError` for a path that can't be worked out, and `TokenizationError` for a prompt that is too long.
    init(_ dataset: LeRobotDataset, _ pipeline: TransformPipeline) throws {
        let (info, map, modality) = (dataset.info, dataset.modalityMap, pipeline.config.modality)
        let cameras = modality.video.modalityKeys.map { ($0.description, map.column(camera: $0.name)) }
        let texts = modality.language.modalityKeys.map { ($0.description, map.column(annotation: $0.name)) }
        columns = Dictionary(cameras + texts) { first, _ in first }
        episodes = dataset.episodes.count
        steps = dataset.stepCount
        framesPerSecond = info.framesPerSecond

        let videos = cameras.map(\.1).filter { info.features[$0]?.isVideo == true }
        let digest = ContentDigest()
        var paths: Set<String> = []
        for episode in dataset.episodes {
            digest.add([episode.index, episode.length, episode.indexRange?.lowerBound ?? -1])
            // Which frames: times as they are in the file, bit for bit.
            digest.add(videos.map { Int(truncatingIfNeeded: episode.videos[$0]?.fromTimestamp.bitPattern ?? 0) })
            for path in try [info.dataPath(of: episode)] + videos.map({ try info.videoPath(of: episode, camera: $0) }) {
                digest.add(path)
                paths.insert(path)
            }
        }
        var bytes = 0
        for path in paths.sorted() {
            var status = stat()
            // A file that is not there is told of when it is read.
            guard stat(dataset.root.appending(path: path).path, &status) == 0 else { continue }
            digest.add(path)
            digest.add([Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec])
            bytes += Int(status.st_size)
        }
        files = paths.count
        self.bytes = bytes
        layout = digest.hexadecimal()
        prompts = try DatasetIdentity.prompts(dataset.tasks, pipeline)
    }

    private static func prompts(_ tasks: TaskTable, _ pipeline: TransformPipeline) throws -> String {
        let digest = ContentDigest()
        for (index, text) in tasks.tasks.sorted(by: { $0.key < $1.key }) {
            let tokens = try pipeline.processor.tokens(instruction: text, tilesPerImage: pipeline.tilesPerImage)
            digest.add([index, tokens.count] + tokens)
        }
        return digest.hexadecimal()
    }
}
