/// Which frame of a video belongs to which row of its episode.
///
/// The reference looks frames up by time, and is one frame off in two ways. NVIDIA's demonstration dataset stamps its first
/// row 0.04999995 s, so "the frame nearest in time" is the next one. LeRobot stores i / fps as a 32-bit float, which is below
/// the frame's exact time for almost half of the rows, so "the last frame not after" is the one before. Rounding
/// `timestamp x fps` is right for both, once the first row's count is taken off.
public struct FrameClock: Sendable, Equatable {
    public let framesPerSecond: Double
    /// Frames from time 0 to the first row of the episode: 0 in LeRobot's datasets, 1 in NVIDIA's demonstration.
    public let offset: Int

    /// `nil` for a time stamp that is no time.
    public init?(framesPerSecond: Double, firstTimestamp: Double) {
        guard let offset = Self.count(firstTimestamp, framesPerSecond) else { return nil }
        self.framesPerSecond = framesPerSecond
        self.offset = offset
    }

    /// The frame shown at `timestamp`, counted from the episode's first frame; `nil` for a time stamp that is no time.
    public func frame(at timestamp: Double) -> Int? {
        Self.count(timestamp, framesPerSecond).map { $0 - offset }
    }

    /// Frames in `seconds`, to the nearest; `nil` for NaN, infinity and more than a billion.
    static func count(_ seconds: Double, _ framesPerSecond: Double) -> Int? {
        let count = (seconds * framesPerSecond).rounded()
        return count.magnitude <= 1e9 ? Int(count) : nil
    }
}
