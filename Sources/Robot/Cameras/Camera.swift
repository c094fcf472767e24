import Media

/// Something that sees. A robot asks for the newest picture, never for the next: what has been seen meanwhile is past.
public protocol Camera: AnyObject, Sendable {
    /// The name that observations have it under: `wrist`.
    var name: String { get }
    var specification: CameraSpecification { get }

    /// Opens the camera and waits for its first picture. After an error nothing stays open.
    func start() async throws

    /// The newest picture. Throws ``CameraError/stale(name:age:)`` when that is more than 500 ms old.
    func newestFrame() throws -> Image

    /// Closes the camera; safe to call at any time.
    func stop()
}

/// What a camera's pictures are.
public struct CameraSpecification: Sendable, Equatable {
    public let name: String
    /// Pixels, after rotation.
    public let width: Int
    public let height: Int
    /// Pictures per second.
    public let framesPerSecond: Int

    public init(name: String, width: Int, height: Int, framesPerSecond: Int) {
        self.name = name
        self.width = width
        self.height = height
        self.framesPerSecond = framesPerSecond
    }
}

/// What can go wrong with a camera.
public enum CameraError: Error, Equatable, CustomStringConvertible {
    case cannotOpen(name: String, device: String, reason: String)
    case wrongSize(name: String, device: String, found: String, asked: String)
    /// No picture came at all.
    case silent(name: String, waited: Duration)
    case stale(name: String, age: Duration)
    /// It had worked before.
    case failed(name: String, reason: String)
    case notStarted(name: String)

    public var description: String {
        switch self {
        case .cannotOpen(let name, let device, let reason):
            "camera '\(name)' (\(device)) cannot be opened: \(reason); look at  ls -l /dev/video*  and end other"
                + " programs that use it; reading needs membership in the group video"
        case .wrongSize(let name, let device, let found, let asked):
            "camera '\(name)' (\(device)) gives \(found) instead of \(asked); ask for a size that it has"
                + " (v4l2-ctl -d \(device) --list-formats-ext)"
        case .silent(let name, let waited):
            "camera '\(name)' gave no picture within \(Int(waited / .milliseconds(1))) ms; check its cable, and that"
                + " no two cameras share one USB hub's bandwidth"
        case .stale(let name, let age):
            "the newest picture of camera '\(name)' is \(Int(age / .milliseconds(1))) ms old; check its cable and the"
                + " load of the machine"
        case .failed(let name, let reason): "camera '\(name)' failed (\(reason)); check its cable and connect again"
        case .notStarted(let name): "camera '\(name)' is not started; connect the robot first"
        }
    }
}
