import Dataset
import Embodiment
import Media

/// All that happens to the images of one sample: crop, resize, colour jitter, back to bytes, tiles. One drawing of the random
/// numbers serves all cameras and times, as in the reference, so that the views still fit together.
public struct VideoTransform: Sendable {
    private let cameras: [Camera]
    private let frames: Int
    private let crop: VideoCrop?
    private let jitter: VideoColorJitter?
    let tiles: DynamicTiles

    private struct Camera: Sendable {
        let key: ModalityKey
        let width: Int
        let height: Int
        /// nil when the config does not resize.
        let resize: VideoResize?
    }

    /// - Parameters:
    ///   - modality: the cameras, in the order in which the model sees them.
    ///   - videos: what the dataset's cameras gave; frames of another size are refused.
    /// - Throws: ``TransformError``, which names the camera.
    public init(
        modality: ModalityConfig, config: VideoConfig, videos: [String: VideoMetadata], tiles: DynamicTiles
    ) throws {
        let crop = config.cropScale.map(VideoCrop.init)
        cameras = try modality.modalityKeys.map { key in
            guard let metadata = videos[key.name] else {
                throw TransformError.missingMetadata(key: key, present: videos.keys.sorted())
            }
            let resolution = metadata.resolution
            guard resolution.count == 2, resolution.allSatisfy({ TransformSizes.cameraSides.contains($0) }) else {
                throw TransformError.badResolution(key: key, resolution: resolution)
            }
            let (width, height) = (resolution[0], resolution[1])
            let (keptHeight, keptWidth) = (crop?.length(of: height) ?? height, crop?.length(of: width) ?? width)
            guard keptHeight > 0, keptWidth > 0 else {
                throw TransformError.imageTooSmall(
                    key: key, width: width, height: height, cropScale: crop?.scale ?? 1)
            }
            let resize = config.resize.map {
                VideoResize(windowHeight: keptHeight, windowWidth: keptWidth, height: $0.height, width: $0.width)
            }
            return Camera(key: key, width: width, height: height, resize: resize)
        }
        frames = modality.deltaIndices.count
        self.crop = crop
        jitter = config.colorJitter
        self.tiles = tiles
    }

    /// Tiles that each image becomes, images in the order of time, then of the cameras.
    public var tilesPerImage: [Int] {
        let perCamera = cameras.map { camera in
            tiles.count(
                height: camera.resize?.height ?? crop?.length(of: camera.height) ?? camera.height,
                width: camera.resize?.width ?? crop?.length(of: camera.width) ?? camera.width)
        }
        return Array(repeatElement(perCamera, count: frames).joined())
    }

    /// The tiles of each image, images in the order of time, then of the cameras.
    /// - Parameter generator: nil evaluates: the crop is in the middle, the colours stay.
    public func apply(_ video: [String: [Image]], generator: inout SplitMix64?) throws -> [[Image]] {
        for camera in cameras { try check(video, camera) }
        let offset = crop == nil ? nil : generator.drawing { VideoCrop.Offset.random(using: &$0) }
        let adjustments = jitter.flatMap { jitter in generator.drawing { jitter.draw(using: &$0) } } ?? []
        var result: [[Image]] = []
        for time in 0..<frames {
            for camera in cameras {
                guard let image = video[camera.key.name]?[time] else { continue }
                result.append(tiles(transformed(image, camera, offset, adjustments)))
            }
        }
        return result
    }

    private func check(_ video: [String: [Image]], _ camera: Camera) throws {
        guard let images = video[camera.key.name] else {
            throw TransformError.missingKey(key: camera.key, present: video.keys.sorted())
        }
        guard images.count == frames, let first = images.first else {
            throw TransformError.wrongSteps(key: camera.key, found: images.count, expected: frames)
        }
        if let other = images.first(where: { $0.width != first.width || $0.height != first.height }) {
            throw TransformError.mixedImageSizes(
                key: camera.key, first: [first.width, first.height], other: [other.width, other.height])
        }
        guard first.width == camera.width, first.height == camera.height else {
            throw TransformError.wrongResolution(
                key: camera.key, found: [first.width, first.height], expected: [camera.width, camera.height])
        }
    }

    private func transformed(
        _ image: Image, _ camera: Camera, _ offset: VideoCrop.Offset?, _ adjustments: [ColorAdjustment]
    ) -> Image {
        let whole = VideoCrop.Window(top: 0, left: 0, height: image.height, width: image.width)
        let window = crop?.window(height: image.height, width: image.width, at: offset) ?? whole
        if adjustments.isEmpty {
            return camera.resize?.bytes(of: image, top: window.top, left: window.left) ?? image.cropped(to: window)
        }
        var floats =
            camera.resize?.floats(of: image, top: window.top, left: window.left)
            ?? FloatImage(image.cropped(to: window))
        for adjustment in adjustments { adjustment.apply(to: &floats) }
        return floats.bytes
    }
}

extension Optional where Wrapped == SplitMix64 {
    /// What `body` draws, or nil without a generator.
    fileprivate mutating func drawing<R>(_ body: (inout SplitMix64) -> R) -> R? {
        guard var generator = self else { return nil }
        defer { self = generator }
        return body(&generator)
    }
}

extension Image {
    /// - Precondition: the window lies inside the image.
    fileprivate func cropped(to window: VideoCrop.Window) -> Image {
        if window.height == height && window.width == width { return self }
        var kept: [UInt8] = []
        kept.reserveCapacity(window.height * window.width * 3)
        for y in window.top..<window.top + window.height {
            let start = (y * width + window.left) * 3
            kept += pixels[start..<start + window.width * 3]
        }
        return Image(height: window.height, width: window.width, pixels: kept)
    }
}
