import CMedia
import Foundation
import Synchronization

/// One encoder: pictures go in, packets come out.
final class Encoder {
    let context: UnsafeMutablePointer<AVCodecContext>

    /// SVT-AV1 prints its settings to stderr and listens to nothing but this variable. Set before its first use, and left alone
    /// where the user has set it.
    private static let quietSVT: Void = { _ = setenv("SVT_LOG", "1", 0) }()

    /// Encoders open and close one at a time: what SVT-AV1 knows of the processors is one value for all of its encoders, made by
    /// those that open and freed by those that close.
    private static let turn = Mutex(())

    /// A video encoder at a constant frame rate whose clock ticks once per frame.
    convenience init(
        _ codec: VideoCodec, width: Int, height: Int, framesPerSecond: Int, gop: Int, quality: Int, file: String
    ) throws(MediaError) {
        _ = LibAV.silenced
        if codec == .av1 { _ = Encoder.quietSVT }
        guard let encoder = avcodec_find_encoder_by_name(codec.encoderName) else {
            throw .unsupported(file: file, what: "this FFmpeg has no \(codec.encoderName); choose another codec")
        }
        try self.init(encoder, file: file, options: codec.options(quality: quality)) { context in
            context.pointee.width = Int32(width)
            context.pointee.height = Int32(height)
            context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
            context.pointee.time_base = AVRational(num: 1, den: Int32(framesPerSecond))
            context.pointee.framerate = AVRational(num: Int32(framesPerSecond), den: 1)
            context.pointee.gop_size = Int32(gop)
            // No room for B frames there; unsaid, decoders would still hold frames back and random access would cost triple.
            if gop <= 2 { context.pointee.max_b_frames = 0 }
            // mp4 keeps the codec's headers once, in the container.
            context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
            // One thread: with more, the bytes of x264 depend on how many cores the machine has.
            context.pointee.thread_count = 1
            // What the conversion from RGB below does, said for players that would otherwise guess.
            context.pointee.colorspace = AVCOL_SPC_SMPTE170M
            context.pointee.color_range = AVCOL_RANGE_MPEG
        }
    }

    /// Any encoder; `configure` sets at least size, pixel format and time base.
    init(
        _ codec: UnsafePointer<AVCodec>, file: String, options: [(String, String)] = [],
        configure: (UnsafeMutablePointer<AVCodecContext>) -> Void
    ) throws(MediaError) {
        var created = avcodec_alloc_context3(codec)
        guard let opened = created else { throw .unwritable(file: file, reason: "out of memory") }
        configure(opened)
        var dictionary: OpaquePointer?
        for (key, value) in options { av_dict_set(&dictionary, key, value, 0) }
        let code = Encoder.turn.withLock { _ in
            OrdinaryScheduling.keeping { avcodec_open2(opened, codec, &dictionary) }
        }
        av_dict_free(&dictionary)
        guard code >= 0 else {
            avcodec_free_context(&created)
            let name = String(cString: codec.pointee.name)
            throw .badSetting(
                file: file,
                reason: "\(name) refuses \(opened.pointee.width)x\(opened.pointee.height) (\(LibAV.message(code)))")
        }
        context = opened
    }

    deinit {
        var closing: UnsafeMutablePointer<AVCodecContext>? = context
        Encoder.turn.withLock { _ in avcodec_free_context(&closing) }
    }

    /// Encodes `picture`, or with nil the pictures still held back, and calls `write` with each packet that is ready.
    /// Both return libav's codes; the first failure is returned.
    func encode(
        _ picture: UnsafeMutablePointer<AVFrame>?, _ packet: Packet,
        write: (UnsafeMutablePointer<AVPacket>) -> Int32
    ) -> Int32 {
        var code = avcodec_send_frame(context, picture)
        while code >= 0 {
            code = avcodec_receive_packet(context, packet.pointer)
            if code == LibAV.tryAgain || code == LibAV.endOfFile { return 0 }
            if code >= 0 { code = write(packet.pointer) }
        }
        return code
    }
}
