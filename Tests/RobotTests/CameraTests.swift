import Foundation
import Media
import Robot
import Synchronization
import TestSupport
import Testing

@Suite struct CameraTests {
    /// 2 x 3 pixels, numbered.
    private static let image = numbered(height: 2, width: 3, [1, 2, 3, 4, 5, 6])

    private static func numbered(height: Int, width: Int, _ numbers: [UInt8]) -> Image {
        Image(height: height, width: width, pixels: numbers.flatMap { [$0, $0 + 100, $0 + 200] })
    }

    @Test func picturesAreTurned() {
        #expect(Self.image.rotated(.none) == Self.image)
        #expect(Self.image.rotated(.clockwise) == Self.numbered(height: 3, width: 2, [4, 1, 5, 2, 6, 3]))
        #expect(Self.image.rotated(.half) == Self.numbered(height: 2, width: 3, [6, 5, 4, 3, 2, 1]))
        #expect(Self.image.rotated(.counterclockwise) == Self.numbered(height: 3, width: 2, [3, 6, 2, 5, 1, 4]))
        #expect(Self.image.rotated(.clockwise).rotated(.counterclockwise) == Self.image)
    }

    /// Gives pictures while a switch is on.
    private final class Switch: Sendable {
        struct Pulled: Error {}
        let count = Mutex(0)
        let isOn = Mutex(true)
        let isPulled = Mutex(false)
    }

    private struct SwitchedSource: FrameSource {
        let control: Switch

        func next() throws -> Image? {
            if control.isPulled.withLock({ $0 }) { throw Switch.Pulled() }
            Thread.sleep(forTimeInterval: 0.002)
            guard control.isOn.withLock({ $0 }) else { return nil }
            let number = control.count.withLock { count in
                count += 1
                return count
            }
            return Image(height: 1, width: 1, pixels: [UInt8(truncatingIfNeeded: number), 0, 0])
        }
    }

    @Test func theNewestPictureIsGivenAndAnOldOneIsAnError() async throws {
        let control = Switch()
        let capture = FrameCapture(name: "wrist") { SwitchedSource(control: control) }
        #expect(throws: CameraError.notStarted(name: "wrist")) { try capture.newest() }
        try await capture.start(patience: .seconds(30))
        let first = control.count.withLock { $0 }
        while control.count.withLock({ $0 }) < first + 5 { try await Task.sleep(for: .milliseconds(2)) }
        control.isOn.withLock { $0 = false }
        try await Task.sleep(for: .milliseconds(600))
        let error = #expect(throws: CameraError.self) { try capture.newest() }
        guard case .stale("wrist", let age) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(age > .milliseconds(500))
        control.isOn.withLock { $0 = true }
        // It recovers by itself, and then fails for good.
        while (try? capture.newest()) == nil { try await Task.sleep(for: .milliseconds(2)) }
        control.isPulled.withLock { $0 = true }
        while (try? capture.newest()) != nil { try await Task.sleep(for: .milliseconds(2)) }
        #expect(throws: Switch.Pulled.self) { try capture.newest() }
        control.isPulled.withLock { $0 = false }
        try await capture.start(patience: .seconds(30))
        #expect(try capture.newest().width == 1)
        capture.stop()
        #expect(throws: CameraError.notStarted(name: "wrist")) { try capture.newest() }
    }

    @Test func aCameraWithoutPicturesIsReported() async throws {
        let control = Switch()
        control.isOn.withLock { $0 = false }
        let capture = FrameCapture(name: "wrist") { SwitchedSource(control: control) }
        await #expect(throws: CameraError.silent(name: "wrist", waited: .milliseconds(20))) {
            try await capture.start(patience: .milliseconds(20))
        }
    }

    /// libavdevice's own test pictures take the way of a camera: device, decoder, RGB.
    @Test(arguments: [
        (ImageRotation.none, 64, 48, "yuyv422"), (.none, 50, 38, "yuyv422"), (.counterclockwise, 64, 48, "yuvj422p"),
        (.none, 64, 48, "rgb24"),
    ]) func picturesComeThroughTheDeviceLibrary(
        rotation: ImageRotation, width: Int, height: Int, format: String
    ) async throws {
        // A grey picture, 30 times a second; in yuvj422p, which cameras' JPEG decodes to, grey has other numbers.
        let request = CaptureDevice.Request(
            interface: "lavfi", device: "color=c=0x404040:size=\(width)x\(height):rate=30,format=\(format)",
            options: [:], width: width, height: height)
        let camera = V4L2Camera(name: "front", framesPerSecond: 30, rotation: rotation, warmUp: .zero, request)
        let (seenWidth, seenHeight) = rotation.swapsSides ? (height, width) : (width, height)
        #expect(
            camera.specification == .init(name: "front", width: seenWidth, height: seenHeight, framesPerSecond: 30))
        try await camera.start()
        let image = try camera.newestFrame()
        camera.stop()
        #expect(image.width == seenWidth && image.height == seenHeight)
        #expect(image.pixels.allSatisfy { (62...66).contains($0) })
    }

    @Test func aCameraOfAnotherSizeIsRefused() async throws {
        let request = CaptureDevice.Request(
            interface: "lavfi", device: "color=c=red:size=64x48", options: [:], width: 640, height: 480)
        let camera = V4L2Camera(name: "front", framesPerSecond: 30, rotation: .none, warmUp: .zero, request)
        let error = await #expect(throws: CameraError.self) { try await camera.start() }
        #expect(
            error == .wrongSize(name: "front", device: request.device, found: "64x48", asked: "640x480"))
    }

    @Test func aCameraThatIsNotThereIsNamed() async throws {
        let camera = V4L2Camera(name: "front", device: "/dev/video-none")
        let error = await #expect(throws: CameraError.self) { try await camera.start() }
        #expect(error?.description.hasPrefix("camera 'front' (/dev/video-none) cannot be opened: No such file") == true)
    }

    @Test func aVideoIsSeenOverAndOver() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "scene.mp4")
            let writer = try VideoWriter(file, width: 32, height: 32, framesPerSecond: 50)
            for brightness in [0, 250] as [UInt8] {
                try writer.append(
                    Image(height: 32, width: 32, pixels: Array(repeating: brightness, count: 32 * 32 * 3)))
            }
            try writer.finish()
            let camera = try VideoFileCamera(name: "scene", video: file)
            #expect(camera.specification == .init(name: "scene", width: 32, height: 32, framesPerSecond: 50))
            try await camera.start()
            var changes = 0
            var last: Bool?
            while changes < 4 {
                let isBright = try camera.newestFrame().pixels[0] > 128
                if let last, last != isBright { changes += 1 }
                last = isBright
                try await Task.sleep(for: .milliseconds(1))
            }
            camera.stop()
        }
    }
}
