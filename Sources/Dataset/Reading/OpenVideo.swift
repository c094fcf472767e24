import Foundation
import Media
import Synchronization

/// A video file and its decoder, for one thread at a time.
final class OpenVideo: Sendable {
    private let file: URL
    private let threads: Int
    private let reader = Mutex<VideoReader?>(nil)

    init(_ file: URL, threads: Int) {
        self.file = file
        self.threads = threads
    }

    /// Decodes pictures `range` of the source's episode in one pass.
    ///
    /// - Parameter elsewhere: asked once the decoder is free; what it returns is not decoded again.
    func images(_ range: Range<Int>, of source: FrameSource, elsewhere: () -> [Image]?) throws -> [Image] {
        try withReader(source) { reader in
            if let images = elsewhere() { return images }
            var images: [Image] = []
            images.reserveCapacity(range.count)
            let start = source.firstFrame
            do {
                try reader.frames(start + range.lowerBound..<start + range.upperBound) { images.append($1) }
            } catch let error as MediaError {
                throw Self.undecodable(source, error)
            }
            return images
        }
    }

    /// Holds the file against what the dataset promises.
    func verify(_ source: FrameSource) throws { try withReader(source) { _ in } }

    /// Pictures from one key frame to the next, on average.
    func keyFrameInterval(_ source: FrameSource) throws -> Int {
        try withReader(source) { reader in
            let (frames, keys) = (reader.properties.frameCount, max(1, reader.keyFrameCount))
            return max(1, (frames + keys - 1) / keys)
        }
    }

    private func withReader<Result: Sendable>(
        _ source: FrameSource, _ body: (VideoReader) throws -> Result
    ) throws -> Result {
        try reader.withLock { slot in
            do {
                let reader = try slot ?? VideoReader(file, threads: threads)
                slot = reader
                try Self.verify(reader.properties, source)
                return try body(reader)
            } catch let error as MediaError {
                throw Self.undecodable(source, error)
            }
        }
    }

    /// Frame count, rate and size: with any of them wrong, rows and pictures do not belong together.
    private static func verify(_ video: VideoProperties, _ source: FrameSource) throws {
        let (camera, path) = (source.camera, source.file.path)
        let expected = source.firstFrame + source.frameCount
        guard source.isShared ? video.frameCount >= expected : video.frameCount == expected else {
            throw DatasetError.wrongFrameCount(
                camera: camera, file: path, episode: source.episode, found: video.frameCount, expected: expected)
        }
        // The average rate of a short clip is coarse, and 29.97 is often written as 30.
        guard (video.framesPerSecond / source.framesPerSecond - 1).magnitude < 0.01 else {
            throw DatasetError.wrongFrameRate(
                camera: camera, file: path, found: video.framesPerSecond, expected: source.framesPerSecond)
        }
        guard video.width == source.width, video.height == source.height else {
            throw DatasetError.wrongFrameSize(
                camera: camera, file: path, found: "\(video.width)x\(video.height)",
                expected: "\(source.width)x\(source.height)")
        }
    }

    private static func undecodable(_ source: FrameSource, _ error: MediaError) -> DatasetError {
        .undecodableVideo(camera: source.camera, file: source.file.path, reason: error.description)
    }
}
