import CMedia
import Foundation

/// What every use of FFmpeg's libraries needs: silence, and their words for an error code.
package enum LibAV {
    /// The libraries log to stderr by default; here an error is thrown with their text instead. Touch before first use.
    package static let silenced: Void = av_log_set_level(AV_LOG_QUIET)

    /// No frame above this many pixels is decoded (8192 x 8192): a hostile header must not allocate the machine's memory.
    static let maximumPixels = 8192 * 8192

    package static let tryAgain = media_averror(EAGAIN)
    static let endOfFile = media_end_of_file()
    static let noTimestamp = media_no_timestamp()

    package static func message(_ code: Int32) -> String {
        var text = [CChar](repeating: 0, count: 128)
        av_strerror(code, &text, text.count)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// FFmpeg reads names such as `concat:a|b` as protocols; with the scheme in front a path is only ever a path.
    static func fileName(_ url: URL) -> String { "file:\(url.path(percentEncoded: false))" }
}
