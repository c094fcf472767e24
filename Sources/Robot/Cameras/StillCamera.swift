import Media

/// A camera that always sees the same picture: for trying a robot without cameras, and for tests.
public final class StillCamera: Camera {
    public let name: String
    private let image: Image

    public init(name: String, image: Image) {
        self.name = name
        self.image = image
    }

    public var specification: CameraSpecification {
        CameraSpecification(name: name, width: image.width, height: image.height, framesPerSecond: 30)
    }

    public func start() async throws {}
    public func newestFrame() throws -> Image { image }
    public func stop() {}
}
