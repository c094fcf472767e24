import CMedia

/// One decoder: packets in decoding order go in, pictures in presentation order come out.
package final class PictureDecoder {
    private var context: UnsafeMutablePointer<AVCodecContext>
    /// The picture that ``receive()`` filled in last.
    package let picture: UnsafeMutablePointer<AVFrame>

    package enum Outcome {
        case picture, needsPacket, finished
    }

    /// - Parameter parameters: the stream's, or nil for a codec that finds all in its packets (PNG, JPEG).
    package init(
        _ codec: UnsafePointer<AVCodec>, _ parameters: UnsafeMutablePointer<AVCodecParameters>?, threads: Int,
        file: String
    ) throws(MediaError) {
        var created = avcodec_alloc_context3(codec)
        guard let opened = created, let frame = av_frame_alloc() else {
            avcodec_free_context(&created)
            throw .unreadable(file: file, reason: "out of memory")
        }
        opened.pointee.thread_count = Int32(max(1, min(threads, 64)))
        opened.pointee.max_pixels = Int64(LibAV.maximumPixels)
        var code: Int32 = 0
        if let parameters { code = avcodec_parameters_to_context(opened, parameters) }
        if code >= 0 { code = avcodec_open2(opened, codec, nil) }
        guard code >= 0 else {
            var picture: UnsafeMutablePointer<AVFrame>? = frame
            av_frame_free(&picture)
            avcodec_free_context(&created)
            throw .unreadable(
                file: file, reason: "decoder \(String(cString: codec.pointee.name)): \(LibAV.message(code))")
        }
        context = opened
        picture = frame
    }

    deinit {
        var frame: UnsafeMutablePointer<AVFrame>? = picture
        av_frame_free(&frame)
        var closing: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&closing)
    }

    /// Forgets everything, as is needed after a seek.
    func flush() { avcodec_flush_buffers(context) }

    /// Gives the decoder a packet, or nil to say that there are no more. Returns libav's code.
    package func send(_ packet: UnsafeMutablePointer<AVPacket>?) -> Int32 { avcodec_send_packet(context, packet) }

    /// Takes the next picture. Throws libav's words for what is wrong, and for a picture that was patched up from damaged data.
    package func receive() throws(DecoderFailure) -> Outcome {
        let code = avcodec_receive_frame(context, picture)
        if code == LibAV.tryAgain { return .needsPacket }
        if code == LibAV.endOfFile { return .finished }
        guard code >= 0 else { throw DecoderFailure(reason: LibAV.message(code)) }
        guard picture.pointee.decode_error_flags == 0, picture.pointee.flags & AV_FRAME_FLAG_CORRUPT == 0 else {
            throw DecoderFailure(reason: "damaged data")
        }
        return .picture
    }
}

/// Why a picture could not be decoded; whoever knows the file and the frame makes a ``MediaError`` of it.
package struct DecoderFailure: Error {
    package let reason: String
}
