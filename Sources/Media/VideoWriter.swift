import CMedia
import Foundation

/// Writes images as an mp4 at a constant frame rate: frame j is shown at exactly j / framesPerSecond.
///
/// The file appears under its name only when ``finish()`` has succeeded; until then it is a hidden file beside it, which is
/// removed when the writer goes away.
public final class VideoWriter {
    private let url: URL
    private let temporary: URL
    private let encoder: Encoder
    private let conversion: Scaler
    private let rgb: Picture
    private let yuv: Picture
    private let packet: Packet
    private let muxer: Muxer
    private var isFinished = false
    /// Frames appended so far.
    public private(set) var frameCount = 0

    private var file: String { url.path(percentEncoded: false) }

    /// Opens a file for frames of `width` x `height`, both even, as 4:2:0 colour needs.
    ///
    /// - Parameters:
    ///   - gop: frames from one key frame to the next. LeRobot's 2 lets a reader go to any frame at little cost.
    ///   - quality: constant rate factor, see ``VideoCodec/qualities``; nil for the codec's default.
    public init(
        _ url: URL, width: Int, height: Int, framesPerSecond: Int, codec: VideoCodec = .h264, gop: Int = 2,
        quality: Int? = nil
    ) throws(MediaError) {
        let file = url.path(percentEncoded: false)
        let quality = quality ?? codec.defaultQuality
        let sides = 2...16384
        guard sides.contains(width), sides.contains(height), width % 2 == 0, height % 2 == 0 else {
            throw .badSetting(
                file: file, reason: "a video cannot be \(width)x\(height): both must be even, from 2 to 16384")
        }
        guard (1...1000).contains(framesPerSecond) else {
            throw .badSetting(file: file, reason: "\(framesPerSecond) frames per second is not within 1 to 1000")
        }
        guard (1...10_000).contains(gop) else {
            throw .badSetting(file: file, reason: "a group of \(gop) pictures is not within 1 to 10000")
        }
        guard codec.qualities.contains(quality) else {
            throw .badSetting(
                file: file,
                reason: "quality \(quality) is not within \(codec.qualities) (\(codec)'s constant rate factor)")
        }
        self.url = url
        temporary = url.deletingLastPathComponent()
            .appending(path: ".\(url.lastPathComponent).\(UUID().uuidString).partial")
        encoder = try Encoder(
            codec, width: width, height: height, framesPerSecond: framesPerSecond, gop: gop, quality: quality,
            file: file)
        guard let packet = Packet(), let rgb = Picture(width: width, height: height, format: AV_PIX_FMT_RGB24),
            let yuv = Picture(width: width, height: height, format: AV_PIX_FMT_YUV420P),
            let conversion = Scaler(
                from: .init(width: width, height: height, format: AV_PIX_FMT_RGB24),
                to: .init(width: width, height: height, format: AV_PIX_FMT_YUV420P),
                flags: SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP)
        else { throw .unwritable(file: file, reason: "out of memory") }
        (self.packet, self.rgb, self.yuv, self.conversion) = (packet, rgb, yuv, conversion)
        muxer = try Muxer(temporary, of: encoder, file: file)
    }

    /// Runs also when `init` throws.
    deinit {
        if !isFinished { unlink(temporary.path(percentEncoded: false)) }
    }

    /// Adds the next frame. Throws ``MediaError/wrongSize(file:frame:width:height:expectedWidth:expectedHeight:)`` when
    /// `image` is not of the video's size, and what the encoder or the disk refuses.
    public func append(_ image: Image) throws(MediaError) {
        try checkIsOpen()
        let (width, height) = (Int(rgb.pointer.pointee.width), Int(rgb.pointer.pointee.height))
        guard image.width == width, image.height == height else {
            throw .wrongSize(
                file: file, frame: frameCount, width: image.width, height: image.height, expectedWidth: width,
                expectedHeight: height)
        }
        guard rgb.fill(with: image), conversion.scale(rgb, into: yuv) else {
            throw .unwritable(file: file, reason: "out of memory")
        }
        yuv.pointer.pointee.pts = Int64(frameCount)
        try check(encoder.encode(yuv.pointer, packet, write: muxer.write))
        frameCount += 1
    }

    /// Writes what the encoder holds back, closes the file and gives it its name, replacing an older one.
    public func finish() throws(MediaError) {
        try checkIsOpen()
        guard frameCount > 0 else { throw .badSetting(file: file, reason: "a video needs at least one frame") }
        try check(encoder.encode(nil, packet, write: muxer.write))
        try muxer.finish()
        guard rename(temporary.path(percentEncoded: false), file) == 0 else {
            throw .unwritable(file: file, reason: String(cString: strerror(errno)))
        }
        isFinished = true
    }

    private func checkIsOpen() throws(MediaError) {
        guard !isFinished else { throw .badSetting(file: file, reason: "the video is finished; open another writer") }
    }

    private func check(_ code: Int32) throws(MediaError) {
        guard code >= 0 else { throw .unwritable(file: file, reason: LibAV.message(code)) }
    }
}
