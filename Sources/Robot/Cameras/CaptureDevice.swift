import CMedia
import CMediaDevices
import Foundation
import Media

/// A capture device of libavdevice, opened for RGB pictures of one size.
package final class CaptureDevice: FrameSource {
    /// What to open, in FFmpeg's words.
    package struct Request: Sendable {
        /// FFmpeg's name of the interface: `v4l2`.
        package var interface: String
        /// `/dev/video0`.
        package var device: String
        package var options: [String: String]
        package var width: Int
        package var height: Int

        package init(interface: String, device: String, options: [String: String], width: Int, height: Int) {
            self.interface = interface
            self.device = device
            self.options = options
            self.width = width
            self.height = height
        }
    }

    private let camera: String
    private var container: UnsafeMutablePointer<AVFormatContext>
    private let packet: UnsafeMutablePointer<AVPacket>
    private let decoder: PictureDecoder
    private let converter = RGBConverter()
    private let streamIndex: Int32
    private var damagedInARow = 0

    /// Cut-off JPEG pictures are common right after a USB camera starts; this many in a row are not.
    private static let toleratedDamage = 30

    private static let registered: Void = {
        LibAV.silenced
        avdevice_register_all()
    }()

    /// Throws ``CameraError``.
    package init(camera: String, _ request: Request) throws(CameraError) {
        _ = CaptureDevice.registered
        func refusal(_ reason: String) -> CameraError {
            .cannotOpen(name: camera, device: request.device, reason: reason)
        }
        guard let format = av_find_input_format(request.interface) else {
            throw refusal("this FFmpeg has no interface '\(request.interface)'")
        }
        guard let packet = av_packet_alloc() else { throw refusal("out of memory") }
        var opening = avformat_alloc_context()
        // Without this a camera that falls silent would hold its thread for ever.
        opening?.pointee.flags |= AVFMT_FLAG_NONBLOCK
        var options: OpaquePointer?
        for (key, value) in request.options { av_dict_set(&options, key, value, 0) }
        let code = avformat_open_input(&opening, request.device, format, &options)
        av_dict_free(&options)
        var releasing: UnsafeMutablePointer<AVPacket>? = packet
        guard code >= 0, let container = opening else {
            av_packet_free(&releasing)
            throw refusal(LibAV.message(code))
        }
        let index = av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0)
        let parameters = index >= 0 ? container.pointee.streams[Int(index)]?.pointee.codecpar : nil
        guard let parameters, let codec = avcodec_find_decoder(parameters.pointee.codec_id),
            let decoder = try? PictureDecoder(codec, parameters, threads: 1, file: request.device)
        else {
            av_packet_free(&releasing)
            avformat_close_input(&opening)
            throw refusal("its pictures cannot be decoded")
        }
        self.camera = camera
        self.container = container
        self.packet = packet
        self.decoder = decoder
        streamIndex = index
        // From here deinit closes what is open.
        let (width, height) = (parameters.pointee.width, parameters.pointee.height)
        guard Int(width) == request.width, Int(height) == request.height else {
            throw .wrongSize(
                name: camera, device: request.device, found: "\(width)x\(height)",
                asked: "\(request.width)x\(request.height)")
        }
    }

    deinit {
        var (packet, container): (UnsafeMutablePointer<AVPacket>?, _) = (packet, Optional(container))
        av_packet_free(&packet)
        avformat_close_input(&container)
    }

    package func next() throws -> Image? {
        av_packet_unref(packet)
        let code = av_read_frame(container, packet)
        if code == LibAV.tryAgain {
            Thread.sleep(forTimeInterval: 0.002)
            return nil
        }
        guard code >= 0 else { throw failure(LibAV.message(code)) }
        guard packet.pointee.stream_index == streamIndex else { return nil }
        let isWhole = decoder.send(packet) >= 0 && (try? decoder.receive()) == .picture
        guard isWhole else {
            damagedInARow += 1
            guard damagedInARow <= CaptureDevice.toleratedDamage else {
                throw failure("\(damagedInARow) damaged pictures in a row")
            }
            return nil
        }
        damagedInARow = 0
        guard let image = converter.image(of: decoder.picture) else {
            throw failure("its pixels cannot be converted to RGB")
        }
        return image
    }

    private func failure(_ reason: String) -> CameraError { .failed(name: camera, reason: reason) }
}
