/// A codec that ``VideoWriter`` can write. The raw value is the canonical name that ``VideoProperties/codec`` and
/// `info.json` use.
public enum VideoCodec: String, Sendable, Codable, CaseIterable {
    /// H.264, by libx264: what NVIDIA's datasets use and everything plays.
    case h264
    /// H.265, by libx265.
    case hevc
    /// AV1, by SVT-AV1: LeRobot's default, a third of the size, slower to write.
    case av1

    var encoderName: String {
        switch self {
        case .h264: "libx264"
        case .hevc: "libx265"
        case .av1: "libsvtav1"
        }
    }

    /// Constant rate factor of good quality: the encoder's usual one, and LeRobot's 30 for AV1.
    public var defaultQuality: Int {
        switch self {
        case .h264: 23
        case .hevc: 28
        case .av1: 30
        }
    }

    /// Constant rate factors that the encoder takes; a higher one gives a smaller and worse file.
    public var qualities: ClosedRange<Int> {
        switch self {
        case .h264, .hevc: 0...51
        case .av1: 1...63
        }
    }

    /// Encoder options: speed, and silence for those that print by themselves.
    func options(quality: Int) -> [(String, String)] {
        let rate = ("crf", String(quality))
        return switch self {
        case .h264: [rate, ("preset", "veryfast")]
        case .hevc: [rate, ("preset", "veryfast"), ("x265-params", "log-level=none")]
        case .av1: [rate, ("preset", "12")]
        }
    }
}
