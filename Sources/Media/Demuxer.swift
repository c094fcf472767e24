import CMedia
import Foundation

/// An open container (mp4, mkv, …) and the one video stream in it that is read.
final class Demuxer {
    let file: String
    let streamIndex: Int32
    let decoder: UnsafePointer<AVCodec>
    private var context: UnsafeMutablePointer<AVFormatContext>
    private var stream: UnsafeMutablePointer<AVStream>

    /// Containers that hold video. FFmpeg would else also take text as a terminal recording, or a playlist as the files (or
    /// hosts) that it names.
    private static let containers = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts"

    init(_ url: URL) throws(MediaError) {
        _ = LibAV.silenced
        file = url.path(percentEncoded: false)
        try Demuxer.checkFile(file)

        var options: OpaquePointer?
        av_dict_set(&options, "format_whitelist", Demuxer.containers, 0)
        av_dict_set(&options, "protocol_whitelist", "file", 0)
        defer { av_dict_free(&options) }
        var opened: UnsafeMutablePointer<AVFormatContext>?
        let code = avformat_open_input(&opened, LibAV.fileName(url), nil, &options)
        guard code >= 0, let opened else { throw .unreadable(file: file, reason: LibAV.message(code)) }

        var found: (index: Int32, stream: UnsafeMutablePointer<AVStream>, decoder: UnsafePointer<AVCodec>)?
        do throws(MediaError) {
            found = try Demuxer.findVideo(in: opened, file)
        } catch {
            var closing: UnsafeMutablePointer<AVFormatContext>? = opened
            avformat_close_input(&closing)
            throw error
        }
        guard let found else { throw .noVideo(file: file) }
        context = opened
        (streamIndex, stream, decoder) = found
    }

    deinit {
        var closing: UnsafeMutablePointer<AVFormatContext>? = context
        avformat_close_input(&closing)
    }

    private static func checkFile(_ file: String) throws(MediaError) {
        var status = stat()
        guard stat(file, &status) == 0 else { throw .missing(file: file) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .unreadable(file: file, reason: "it is a directory") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(file: file, reason: "not a regular file") }
        guard status.st_size > 0 else { throw .empty(file: file) }
    }

    private static func findVideo(in context: UnsafeMutablePointer<AVFormatContext>, _ file: String) throws(MediaError)
        -> (Int32, UnsafeMutablePointer<AVStream>, UnsafePointer<AVCodec>)
    {
        let code = avformat_find_stream_info(context, nil)
        guard code >= 0 else { throw .unreadable(file: file, reason: LibAV.message(code)) }
        let index = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0)
        guard index >= 0, let stream = context.pointee.streams[Int(index)] else { throw .noVideo(file: file) }
        let codecID = stream.pointee.codecpar.pointee.codec_id
        guard let decoder = avcodec_find_decoder(codecID) else {
            let name = String(cString: avcodec_get_name(codecID))
            throw .unsupported(file: file, what: "no decoder for '\(name)' in this FFmpeg; encode it as h264 or av1")
        }
        return (index, stream, decoder)
    }

    var parameters: UnsafeMutablePointer<AVCodecParameters> { stream.pointee.codecpar }

    /// Seconds per unit of a timestamp.
    var secondsPerTick: Double { av_q2d(stream.pointee.time_base) }

    var framesPerSecond: Double {
        let average = stream.pointee.avg_frame_rate
        let rate = average.num > 0 && average.den > 0 ? average : stream.pointee.r_frame_rate
        return rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0
    }

    var hasAudio: Bool { av_find_best_stream(context, AVMEDIA_TYPE_AUDIO, -1, -1, nil, 0) >= 0 }

    /// Whether frames are stored in another order than they are shown in (B frames).
    var reordersFrames: Bool { parameters.pointee.video_delay > 0 }

    /// Frames that the container's own table of contents lists; may be fewer than there are (mkv lists key frames only).
    var listedFrames: Int { Int(avformat_index_get_entries_count(stream)) }

    /// The next packet of the video stream into `packet`, false at the end of the file.
    func read(into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) -> Bool {
        while true {
            av_packet_unref(packet)
            let code = av_read_frame(context, packet)
            if code == LibAV.endOfFile { return false }
            guard code >= 0 else { throw .unreadable(file: file, reason: LibAV.message(code)) }
            if packet.pointee.stream_index == streamIndex { return true }
        }
    }

    /// Goes to the key packet at or before `timestamp` (in ticks).
    func seek(to timestamp: Int64) throws(MediaError) {
        let code = av_seek_frame(context, streamIndex, timestamp, AVSEEK_FLAG_BACKWARD)
        guard code >= 0 else { throw .unreadable(file: file, reason: "cannot seek: \(LibAV.message(code))") }
    }
}
