import Foundation
import Media

/// A camera that sees a video, at the video's own speed, over and over: a recorded scene in place of a device.
public final class VideoFileCamera: Camera {
    public let name: String
    public let specification: CameraSpecification
    private let capture: FrameCapture

    /// Opens the video to see what it is. Throws `MediaError`, or ``CameraError`` for a video without frames.
    public init(name: String, video: URL) throws {
        let properties = try VideoReader(video).properties
        guard properties.frameCount > 0 else {
            throw CameraError.failed(name: name, reason: "the video \(video.path) has no frames")
        }
        let rate = properties.framesPerSecond.isFinite ? properties.framesPerSecond : 0
        let framesPerSecond = min(max(rate, 1), 1000)
        self.name = name
        specification = CameraSpecification(
            name: name, width: properties.width, height: properties.height,
            framesPerSecond: Int(framesPerSecond.rounded()))
        capture = FrameCapture(name: name) {
            PacedVideo(reader: try VideoReader(video), period: .seconds(1 / framesPerSecond))
        }
    }

    public func start() async throws { try await capture.start(patience: .seconds(10)) }
    public func newestFrame() throws -> Image { try capture.newest() }
    public func stop() { capture.stop() }
}

private struct PacedVideo: FrameSource {
    let reader: VideoReader
    let period: Duration
    private let start = ContinuousClock.now
    private var latest: Int?

    init(reader: VideoReader, period: Duration) {
        self.reader = reader
        self.period = period
    }

    /// The frame that is due now; frames that the machine is too slow for are left out.
    mutating func next() throws -> Image? {
        let due = Int((ContinuousClock.now - start) / period)
        if due == latest {
            Thread.sleep(forTimeInterval: min(period / .seconds(1), 0.005))
            return nil
        }
        latest = due
        return try reader.frame(due % reader.properties.frameCount)
    }
}
