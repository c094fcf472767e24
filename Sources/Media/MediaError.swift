/// What can go wrong with a video or an image. `file` is the path as the caller gave it.
public enum MediaError: Error, Equatable, CustomStringConvertible {
    case missing(file: String)
    case empty(file: String)
    case unreadable(file: String, reason: String)
    case noVideo(file: String)
    case unsupported(file: String, what: String)
    case truncated(file: String, found: Int, expected: Int)
    case badTimestamps(file: String, reason: String)
    case undecodable(file: String, frame: Int, reason: String)
    case wrongFrameCount(file: String, packets: Int, decoded: Int)
    case frameOutOfRange(file: String, frame: Int, count: Int)
    case wrongSize(file: String, frame: Int, width: Int, height: Int, expectedWidth: Int, expectedHeight: Int)
    case badSetting(file: String, reason: String)
    case unwritable(file: String, reason: String)

    public var description: String {
        switch self {
        case .missing(let file): "\(file): no such file; check the path"
        case .empty(let file): "\(file): the file is empty (0 bytes); copy or record it again"
        case .unreadable(let file, let reason):
            "\(file): cannot be read as a video or image (\(reason)); it may be cut off or of another kind; get it again"
        case .noVideo(let file): "\(file): has no video stream; give a file with pictures"
        case .unsupported(let file, let what): "\(file): \(what)"
        case .truncated(let file, let found, let expected):
            "\(file): is cut off: only \(found) of \(expected) frames are in the file; copy or record it again"
        case .badTimestamps(let file, let reason):
            "\(file): \(reason), so its frames cannot be told apart by time; encode it again at a constant frame rate"
        case .undecodable(let file, let frame, let reason):
            "\(file): frame \(frame) cannot be decoded (\(reason)); the file is damaged, get it again"
        case .wrongFrameCount(let file, let packets, let decoded):
            "\(file): holds \(packets) frames but only \(decoded) could be decoded; the file is damaged, get it again"
        case .frameOutOfRange(let file, let frame, let count):
            "\(file): there is no frame \(frame); it has \(count) frames, numbered from 0"
        case .wrongSize(let file, let frame, let width, let height, let expectedWidth, let expectedHeight):
            "\(file): frame \(frame) is \(width)x\(height) but the video is \(expectedWidth)x\(expectedHeight); "
                + "use frames of one size"
        case .badSetting(let file, let reason): "\(file): \(reason)"
        case .unwritable(let file, let reason):
            "\(file): cannot be written (\(reason)); check the folder, its permissions and the free space"
        }
    }
}
