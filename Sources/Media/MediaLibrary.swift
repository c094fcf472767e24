import CMedia

/// The FFmpeg that this program is linked with.
public enum MediaLibrary {
    /// As FFmpeg gives it: `5.1.6-0+deb12u1`.
    public static var version: String { av_version_info().map { String(cString: $0) } ?? "unknown" }

    /// The licence of this build of libavcodec: `GPL version 2 or later` where it has x264 and x265 in it.
    public static var license: String { avcodec_license().map { String(cString: $0) } ?? "unknown" }

    /// Whether a decoder for `codec` is there.
    public static func canDecode(_ codec: VideoCodec) -> Bool {
        let id =
            switch codec {
            case .h264: AV_CODEC_ID_H264
            case .hevc: AV_CODEC_ID_HEVC
            case .av1: AV_CODEC_ID_AV1
            }
        return avcodec_find_decoder(id) != nil
    }

    /// Whether the encoder that ``VideoWriter`` uses for `codec` is there.
    public static func canEncode(_ codec: VideoCodec) -> Bool { avcodec_find_encoder_by_name(codec.encoderName) != nil }
}
