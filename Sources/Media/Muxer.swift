import CMedia
import Foundation

/// An mp4 file being written, with the table of contents moved to the front at the end (faststart).
final class Muxer {
    private let file: String
    private let context: UnsafeMutablePointer<AVFormatContext>
    private let stream: UnsafeMutablePointer<AVStream>
    private let clock: AVRational

    init(_ url: URL, of encoder: Encoder, file: String) throws(MediaError) {
        var allocated: UnsafeMutablePointer<AVFormatContext>?
        avformat_alloc_output_context2(&allocated, nil, "mp4", LibAV.fileName(url))
        guard let context = allocated, let stream = avformat_new_stream(context, nil) else {
            avformat_free_context(allocated)
            throw .unwritable(file: file, reason: "out of memory")
        }
        clock = encoder.context.pointee.time_base
        stream.pointee.time_base = clock
        stream.pointee.avg_frame_rate = encoder.context.pointee.framerate
        var code = avcodec_parameters_from_context(stream.pointee.codecpar, encoder.context)
        // 'hvc1' and not FFmpeg's 'hev1': Apple's players take no other HEVC.
        if encoder.context.pointee.codec_id == AV_CODEC_ID_HEVC {
            stream.pointee.codecpar.pointee.codec_tag = Muxer.tag("hvc1")
        }
        if code >= 0 { code = avio_open(&context.pointee.pb, LibAV.fileName(url), AVIO_FLAG_WRITE) }
        if code >= 0 {
            var options: OpaquePointer?
            av_dict_set(&options, "movflags", "+faststart", 0)
            code = avformat_write_header(context, &options)
            av_dict_free(&options)
        }
        guard code >= 0 else {
            avio_closep(&context.pointee.pb)
            avformat_free_context(context)
            throw .unwritable(file: file, reason: LibAV.message(code))
        }
        self.file = file
        self.context = context
        self.stream = stream
    }

    deinit {
        avio_closep(&context.pointee.pb)
        avformat_free_context(context)
    }

    private static func tag(_ name: StaticString) -> UInt32 {
        name.withUTF8Buffer { $0.reversed().reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// Adds a packet whose times are in frames. Returns libav's code.
    func write(_ packet: UnsafeMutablePointer<AVPacket>) -> Int32 {
        // Without a duration the last frame would last no time at all.
        if packet.pointee.duration == 0 { packet.pointee.duration = 1 }
        av_packet_rescale_ts(packet, clock, stream.pointee.time_base)
        packet.pointee.stream_index = stream.pointee.index
        return av_interleaved_write_frame(context, packet)
    }

    /// Writes the table of contents and closes the file.
    func finish() throws(MediaError) {
        var code = av_write_trailer(context)
        let closing = avio_closep(&context.pointee.pb)
        if code >= 0 { code = closing }
        guard code >= 0 else { throw .unwritable(file: file, reason: LibAV.message(code)) }
    }
}
