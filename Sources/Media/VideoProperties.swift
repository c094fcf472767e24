/// What a video file is, as found in the file itself.
public struct VideoProperties: Sendable, Equatable {
    public let width: Int
    public let height: Int
    /// Canonical name of the codec: `h264`, `hevc`, `av1`, whichever library decodes it.
    public let codec: String
    /// FFmpeg's name of the pixel format: `yuv420p`.
    public let pixelFormat: String
    /// The average frame rate.
    public let framesPerSecond: Double
    /// Colour channels of the stored pictures: 3, or 1 when grey. Decoded images always have 3.
    public let channels: Int
    public let hasAudio: Bool
    /// Frames that a player shows: counted from the packets, not read from the header.
    public let frameCount: Int

    public init(
        width: Int, height: Int, codec: String, pixelFormat: String, framesPerSecond: Double, channels: Int,
        hasAudio: Bool, frameCount: Int
    ) {
        self.width = width
        self.height = height
        self.codec = codec
        self.pixelFormat = pixelFormat
        self.framesPerSecond = framesPerSecond
        self.channels = channels
        self.hasAudio = hasAudio
        self.frameCount = frameCount
    }
}
