import Media

/// A camera of Linux (`/dev/video0`), through FFmpeg's libavdevice.
public final class V4L2Camera: Camera {
    public let name: String
    public let specification: CameraSpecification
    private let capture: FrameCapture
    private let warmUp: Duration

    /// - Parameters:
    ///   - name: the name that observations have it under.
    ///   - device: `/dev/video0`, or better a path in `/dev/v4l/by-id`, which stays the same.
    ///   - width: what the camera gives, before rotation. `height`: likewise.
    ///   - pixelFormat: FFmpeg's name of what the camera sends: `mjpeg`, `yuyv422`; nil leaves it to the driver. Two
    ///     cameras on one USB hub usually need `mjpeg`.
    ///   - warmUp: how long the pictures after the first are left alone, while the camera finds its exposure.
    public convenience init(
        name: String, device: String, width: Int = 640, height: Int = 480, framesPerSecond: Int = 30,
        pixelFormat: String? = nil, rotation: ImageRotation = .none, warmUp: Duration = .seconds(1)
    ) {
        var options = ["video_size": "\(width)x\(height)", "framerate": "\(framesPerSecond)"]
        options["input_format"] = pixelFormat
        self.init(
            name: name, framesPerSecond: framesPerSecond, rotation: rotation, warmUp: warmUp,
            CaptureDevice.Request(interface: "v4l2", device: device, options: options, width: width, height: height))
    }

    package init(
        name: String, framesPerSecond: Int, rotation: ImageRotation, warmUp: Duration, _ request: CaptureDevice.Request
    ) {
        self.name = name
        self.warmUp = warmUp
        let (width, height) = (request.width, request.height)
        specification = CameraSpecification(
            name: name, width: rotation.swapsSides ? height : width, height: rotation.swapsSides ? width : height,
            framesPerSecond: framesPerSecond)
        capture = FrameCapture(name: name) {
            TurnedSource(device: try CaptureDevice(camera: name, request), rotation: rotation)
        }
    }

    public func start() async throws {
        try await capture.start(patience: .seconds(10))
        do {
            try await Task.sleep(for: warmUp)
        } catch {
            capture.stop()
            throw error
        }
    }

    public func newestFrame() throws -> Image { try capture.newest() }
    public func stop() { capture.stop() }
}

private struct TurnedSource: FrameSource {
    let device: CaptureDevice
    let rotation: ImageRotation

    func next() throws -> Image? { try device.next()?.rotated(rotation) }
}
