import CMedia
import Foundation

/// Frames of a video file by number, in the order in which they are shown.
///
/// Opening reads the file's packets once, without decoding, and so knows every frame's time and where decoding can start.
/// A decoder can only go forward: asking for frames in ascending order decodes each once, while a jump decodes from the key
/// frame before it (up to 250 frames in NVIDIA's datasets). A frame whose time is not the one that the packets
/// promised is an error, never a neighbour of the frame asked for.
///
/// One reader is one decoder: not for use by several threads; open another, it is cheap.
public final class VideoReader {
    public let properties: VideoProperties
    /// Presentation time of every frame in seconds, ascending.
    public let timestamps: [Double]
    /// Frames that can be decoded without others: a jump to any other frame starts from the one before it.
    public var keyFrameCount: Int { index.keyCount }

    private let demuxer: Demuxer
    private let decoder: PictureDecoder
    private let converter = RGBConverter()
    private let packet: Packet
    private let index: PacketIndex
    /// The frame that the decoder gives next, nil when it has to seek first.
    private var next: Int?
    private var reachedEnd = false
    /// The last answer: callers repeat a frame where a window is clamped to the ends of an episode.
    private var latest: (frame: Int, image: Image)?

    /// Opens `url` and reads its packets.
    ///
    /// - Parameter threads: decoder threads; more than one pays only above about 640x480.
    public init(_ url: URL, threads: Int = 1) throws(MediaError) {
        demuxer = try Demuxer(url)
        let parameters = demuxer.parameters
        guard let packet = Packet() else { throw .unreadable(file: demuxer.file, reason: "out of memory") }
        self.packet = packet
        index = try PacketIndex(reading: demuxer, with: packet.pointer)
        decoder = try PictureDecoder(demuxer.decoder, parameters, threads: threads, file: demuxer.file)
        let secondsPerTick = demuxer.secondsPerTick
        timestamps = index.ticks.map { Double($0) * secondsPerTick }

        let format = AVPixelFormat(parameters.pointee.format)
        guard let formatName = av_get_pix_fmt_name(format), let descriptor = av_pix_fmt_desc_get(format),
            parameters.pointee.width > 0, parameters.pointee.height > 0
        else { throw .unreadable(file: demuxer.file, reason: "its header does not say the size of the pictures") }
        properties = VideoProperties(
            width: Int(parameters.pointee.width), height: Int(parameters.pointee.height),
            codec: String(cString: avcodec_get_name(parameters.pointee.codec_id)),
            pixelFormat: String(cString: formatName), framesPerSecond: demuxer.framesPerSecond,
            channels: Int(descriptor.pointee.nb_components), hasAudio: demuxer.hasAudio, frameCount: index.ticks.count)
    }

    /// Frame `index` in presentation order, from 0.
    ///
    /// Goes forward without seeking when `index` lies ahead in the same group of pictures, else from the key frame before it.
    /// Throws ``MediaError/frameOutOfRange(file:frame:count:)``, or what is wrong with the file.
    public func frame(_ index: Int) throws(MediaError) -> Image {
        guard timestamps.indices.contains(index) else {
            throw .frameOutOfRange(file: demuxer.file, frame: index, count: timestamps.count)
        }
        if let latest, latest.frame == index { return latest.image }
        let image = try decode(index)
        latest = (index, image)
        return image
    }

    /// Calls `body` with every frame of `range` in order: one forward pass.
    public func frames(_ range: Range<Int>, _ body: (Int, Image) throws -> Void) throws {
        guard range.lowerBound >= 0, range.upperBound <= timestamps.count else {
            let frame = range.lowerBound < 0 ? range.lowerBound : range.upperBound - 1
            throw MediaError.frameOutOfRange(file: demuxer.file, frame: frame, count: timestamps.count)
        }
        for index in range { try body(index, frame(index)) }
    }

    private func decode(_ wanted: Int) throws(MediaError) -> Image {
        let start = index.start(for: wanted)
        // After an error the decoder's place is unknown: `next` stays nil until a frame came out as promised.
        var expected = next
        next = nil
        if expected.map({ $0 > wanted || $0 < start.frame }) ?? true {
            try demuxer.seek(to: start.decodingTicks)
            decoder.flush()
            reachedEnd = false
            expected = nil
        }
        while true {
            let frame = try nextPicture(after: expected)
            // Before the starting frame come leftovers of the group before it, which may be incomplete.
            if expected == nil, frame < start.frame { continue }
            let promised = expected ?? start.frame
            guard frame == promised else {
                throw .undecodable(
                    file: demuxer.file, frame: promised, reason: "the decoder went on to frame \(frame)")
            }
            expected = frame + 1
            if frame == wanted { break }
        }
        let picture = decoder.picture
        let (width, height) = (Int(picture.pointee.width), Int(picture.pointee.height))
        guard width == properties.width, height == properties.height else {
            throw .wrongSize(
                file: demuxer.file, frame: wanted, width: width, height: height, expectedWidth: properties.width,
                expectedHeight: properties.height)
        }
        guard let image = converter.image(of: picture) else {
            throw .unsupported(
                file: demuxer.file, what: "pixels of format \(properties.pixelFormat) cannot be converted to RGB")
        }
        next = expected
        return image
    }

    /// Decodes one picture and finds out, by its time, which frame it is.
    private func nextPicture(after expected: Int?) throws(MediaError) -> Int {
        func damaged(_ reason: String) -> MediaError {
            .undecodable(file: demuxer.file, frame: expected ?? 0, reason: reason)
        }
        while true {
            let outcome: PictureDecoder.Outcome
            do { outcome = try decoder.receive() } catch { throw damaged(error.reason) }
            switch outcome {
            case .picture:
                let time = decoder.picture.pointee.best_effort_timestamp
                guard let frame = index.frame(at: time) else { throw damaged("at tick \(time) no frame is due") }
                return frame
            case .finished:
                throw .wrongFrameCount(file: demuxer.file, packets: timestamps.count, decoded: expected ?? 0)
            case .needsPacket:
                guard !reachedEnd else {
                    throw .wrongFrameCount(file: demuxer.file, packets: timestamps.count, decoded: expected ?? 0)
                }
                let more = try demuxer.read(into: packet.pointer)
                reachedEnd = !more
                let code = decoder.send(more ? packet.pointer : nil)
                guard code >= 0 else { throw damaged(LibAV.message(code)) }
            }
        }
    }
}
