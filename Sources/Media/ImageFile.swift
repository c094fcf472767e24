import CMedia
import Foundation

/// PNG and JPEG files.
public enum ImageFile {
    /// Decodes a PNG or JPEG. Grey becomes RGB, transparency is dropped, 16 bits become 8.
    ///
    /// JPEG decoders differ by a few levels where they turn YUV into RGB: these are FFmpeg's pixels, not libjpeg's.
    /// - Parameter name: what errors call the data.
    public static func decode(_ data: [UInt8], name: String = "image data") throws(MediaError) -> Image {
        _ = LibAV.silenced
        guard !data.isEmpty else { throw .empty(file: name) }
        let codecID = try codec(of: data, name: name)
        guard let codec = avcodec_find_decoder(codecID) else {
            throw .unsupported(file: name, what: "this FFmpeg cannot decode PNG or JPEG; install a complete one")
        }
        let decoder = try PictureDecoder(codec, nil, threads: 1, file: name)
        guard let packet = Packet(), data.count < Int(Int32.max) - 64,
            av_new_packet(packet.pointer, Int32(data.count)) >= 0
        else { throw .unreadable(file: name, reason: "\(data.count) bytes are too many for one image") }
        data.withUnsafeBufferPointer { bytes in
            guard let source = bytes.baseAddress else { return }
            packet.pointer.pointee.data.update(from: source, count: bytes.count)
        }
        var code = decoder.send(packet.pointer)
        if code >= 0 { code = decoder.send(nil) }
        guard code >= 0 else { throw .unreadable(file: name, reason: LibAV.message(code)) }
        do throws(DecoderFailure) {
            guard try decoder.receive() == .picture else { throw DecoderFailure(reason: "no picture in it") }
        } catch {
            throw .unreadable(file: name, reason: error.reason)
        }
        let converter = RGBConverter(flags: SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT)
        guard let image = converter.image(of: decoder.picture) else {
            throw .unsupported(file: name, what: "its pixel format cannot be converted to RGB; save it as 8-bit RGB")
        }
        return image
    }

    /// Reads and decodes a PNG or JPEG file.
    public static func read(_ url: URL) throws(MediaError) -> Image {
        let name = url.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: name) else { throw .missing(file: name) }
        let data: Data
        do { data = try Data(contentsOf: url) } catch {
            throw .unreadable(file: name, reason: error.localizedDescription)
        }
        return try decode([UInt8](data), name: name)
    }

    /// A lossless PNG of 8-bit RGB.
    public static func encodePNG(_ image: Image) throws(MediaError) -> [UInt8] {
        try encode(image, with: AV_CODEC_ID_PNG, as: AV_PIX_FMT_RGB24, options: [("pred", "paeth")]) { _ in }
    }

    /// A JPEG with 4:2:0 colour.
    ///
    /// - Parameter quality: 1 (smallest) to 100 (best).
    public static func encodeJPEG(_ image: Image, quality: Int = 90) throws(MediaError) -> [UInt8] {
        guard (1...100).contains(quality) else {
            throw .badSetting(file: "JPEG", reason: "quality \(quality) is not within 1 to 100")
        }
        // FFmpeg's quantiser runs from 2 (best) to 31.
        let quantiser = 2 + (100 - quality) * 29 / 99
        return try encode(image, with: AV_CODEC_ID_MJPEG, as: AV_PIX_FMT_YUVJ420P, options: []) { context in
            context.pointee.flags |= AV_CODEC_FLAG_QSCALE
            context.pointee.global_quality = Int32(quantiser) * FF_QP2LAMBDA
            context.pointee.color_range = AVCOL_RANGE_JPEG
        }
    }

    /// Writes `image` as the kind that the name ends in: `png`, `jpg` or `jpeg`. The file is complete or absent.
    public static func write(_ image: Image, to url: URL, quality: Int = 90) throws(MediaError) {
        let name = url.path(percentEncoded: false)
        let bytes: [UInt8]
        switch url.pathExtension.lowercased() {
        case "png": bytes = try encodePNG(image)
        case "jpg", "jpeg": bytes = try encodeJPEG(image, quality: quality)
        default: throw .badSetting(file: name, reason: "an image file must end in .png, .jpg or .jpeg")
        }
        do { try Data(bytes).write(to: url, options: .atomic) } catch {
            throw .unwritable(file: name, reason: error.localizedDescription)
        }
    }

    private static func codec(of data: [UInt8], name: String) throws(MediaError) -> AVCodecID {
        if data.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return AV_CODEC_ID_PNG }
        guard data.starts(with: [0xFF, 0xD8, 0xFF]) else {
            throw .unreadable(file: name, reason: "it begins neither like a PNG nor like a JPEG")
        }
        // FFmpeg fills the missing part of a cut JPEG with grey and says nothing; the end marker tells.
        guard hasEndMarker(data) else {
            throw .unreadable(file: name, reason: "the JPEG is cut off")
        }
        return AV_CODEC_ID_MJPEG
    }

    /// Whether the two bytes FF D9 occur; some cameras pad after them.
    private static func hasEndMarker(_ data: [UInt8]) -> Bool {
        data.indices.dropLast().reversed().contains { data[$0] == 0xFF && data[$0 + 1] == 0xD9 }
    }

    private static func encode(
        _ image: Image, with codecID: AVCodecID, as format: AVPixelFormat, options: [(String, String)],
        configure: (UnsafeMutablePointer<AVCodecContext>) -> Void
    ) throws(MediaError) -> [UInt8] {
        let name = codecID == AV_CODEC_ID_PNG ? "PNG" : "JPEG"
        guard image.width > 0, image.height > 0, image.width <= 65535, image.height <= 65535 else {
            throw .badSetting(file: name, reason: "an image of \(image.width)x\(image.height) cannot be encoded")
        }
        guard let codec = avcodec_find_encoder(codecID) else {
            throw .unsupported(file: name, what: "this FFmpeg cannot encode it; install a complete one")
        }
        let encoder = try Encoder(codec, file: name, options: options) { context in
            context.pointee.width = Int32(image.width)
            context.pointee.height = Int32(image.height)
            context.pointee.pix_fmt = format
            context.pointee.time_base = AVRational(num: 1, den: 1)
            context.pointee.thread_count = 1
            configure(context)
        }
        guard let packet = Packet(), let picture = picture(of: image, as: format) else {
            throw .unwritable(file: name, reason: "out of memory")
        }
        picture.pointer.pointee.quality = encoder.context.pointee.global_quality
        var bytes: [UInt8] = []
        let collect = { (packet: UnsafeMutablePointer<AVPacket>) -> Int32 in
            bytes += UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
            return 0
        }
        var code = encoder.encode(picture.pointer, packet, write: collect)
        if code >= 0 { code = encoder.encode(nil, packet, write: collect) }
        guard code >= 0 else { throw .unwritable(file: name, reason: LibAV.message(code)) }
        return bytes
    }

    private static func picture(of image: Image, as format: AVPixelFormat) -> Picture? {
        let (width, height) = (image.width, image.height)
        guard let rgb = Picture(width: width, height: height, format: AV_PIX_FMT_RGB24), rgb.fill(with: image) else {
            return nil
        }
        if format == AV_PIX_FMT_RGB24 { return rgb }
        guard let picture = Picture(width: width, height: height, format: format),
            let scaler = Scaler(
                from: .init(width: width, height: height, format: AV_PIX_FMT_RGB24),
                to: .init(width: width, height: height, format: format),
                flags: SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP)
        else { return nil }
        // JPEG's YUV uses all of 0...255.
        scaler.setColour(matrix: AVCOL_SPC_SMPTE170M.rawValue, sourceFullRange: true, destinationFullRange: true)
        return scaler.scale(rgb, into: picture) ? picture : nil
    }
}
