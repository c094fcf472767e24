import CMedia

/// Turns decoded pictures into RGB images with libswscale, as PyAV, torchcodec and decord do: the same bytes.
///
/// YUV is expanded with the matrix and range that the picture declares, BT.601 in limited range when it declares nothing.
package final class RGBConverter {
    private var scaler: Scaler?
    private var source: Source?
    /// For widths that are not a multiple of 32: libswscale's vector code leaves out or overruns the ends of such rows, unless
    /// they are padded.
    private var padded: Picture?

    /// SWS_BILINEAR is PyAV's; at equal sizes the choice matters to pictures that have no direct conversion (10 bit, odd sizes).
    private let flags: Int32

    private struct Source: Equatable {
        let layout: Scaler.Layout
        let matrix: UInt32
        let fullRange: Bool
    }

    package init(flags: Int32 = SWS_BILINEAR) { self.flags = flags }

    /// Nil when libswscale cannot convert the pixel format.
    package func image(of picture: UnsafeMutablePointer<AVFrame>) -> Image? {
        guard let scaler = prepare(for: picture) else { return nil }
        let (width, height) = (Int(picture.pointee.width), Int(picture.pointee.height))
        if width % 32 == 0 {
            let byteCount = width * 3 * height
            let pixels = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
                let rows = convert(picture, with: scaler, into: buffer.baseAddress, rowBytes: Int32(width * 3))
                count = rows == height ? byteCount : 0
            }
            return pixels.count == byteCount ? Image(height: height, width: width, pixels: pixels) : nil
        }
        guard let padded else { return nil }
        let rows = padded.pointer.withPlanes { planes, strides in
            convert(picture, with: scaler, into: planes[0], rowBytes: strides[0])
        }
        return rows == height ? padded.image() : nil
    }

    private func prepare(for picture: UnsafeMutablePointer<AVFrame>) -> Scaler? {
        let layout = Scaler.Layout(
            width: Int(picture.pointee.width), height: Int(picture.pointee.height),
            format: AVPixelFormat(picture.pointee.format))
        let source = Source(
            layout: layout, matrix: picture.pointee.colorspace.rawValue, fullRange: isFullRange(picture))
        if source != self.source {
            self.source = source
            let rgb = Scaler.Layout(width: layout.width, height: layout.height, format: AV_PIX_FMT_RGB24)
            scaler = Scaler(from: layout, to: rgb, flags: flags)
            padded = Picture(width: layout.width, height: layout.height, format: AV_PIX_FMT_RGB24)
            scaler?.setColour(matrix: source.matrix, sourceFullRange: source.fullRange, destinationFullRange: true)
        }
        return scaler
    }

    /// The yuvj formats are full range by name; others say it beside the data.
    private func isFullRange(_ picture: UnsafeMutablePointer<AVFrame>) -> Bool {
        let byName = [AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUVJ440P]
        return picture.pointee.color_range == AVCOL_RANGE_JPEG
            || byName.contains(AVPixelFormat(picture.pointee.format))
    }

    private func convert(
        _ picture: UnsafeMutablePointer<AVFrame>, with scaler: Scaler, into pixels: UnsafeMutablePointer<UInt8>?,
        rowBytes: Int32
    ) -> Int {
        var destination: [UnsafeMutablePointer<UInt8>?] = [pixels, nil, nil, nil]
        var destinationStrides: [Int32] = [rowBytes, 0, 0, 0]
        let height = picture.pointee.height
        let rows = picture.withPlanes { planes, strides in
            planes.withMemoryRebound(to: UnsafePointer<UInt8>?.self, capacity: 4) {
                sws_scale(scaler.context, $0, strides, 0, height, &destination, &destinationStrides)
            }
        }
        return Int(rows)
    }
}
