import CCairo
import Media

extension Canvas {
    /// The drawing as an image, one pixel per pixel, for what goes on to a video.
    ///
    /// - Throws: ``PlotError/undrawable(reason:)``.
    public func image() throws(PlotError) -> Image {
        let (columns, rows) = (Int(width.rounded(.up)), Int(height.rounded(.up)))
        let target = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(clamping: columns), Int32(clamping: rows))
        defer { cairo_surface_destroy(target) }
        guard let target, cairo_surface_status(target) == CAIRO_STATUS_SUCCESS else {
            throw .undrawable(reason: "\(columns)x\(rows) pixels are too many")
        }
        replay(on: target, scale: 1)
        cairo_surface_flush(target)
        guard let data = cairo_image_surface_get_data(target), cairo_surface_status(target) == CAIRO_STATUS_SUCCESS
        else { throw .undrawable(reason: String(cString: cairo_status_to_string(cairo_surface_status(target)))) }
        let stride = Int(cairo_image_surface_get_stride(target))
        let pixels = [UInt8](unsafeUninitializedCapacity: columns * rows * 3) { pixels, count in
            for row in 0..<rows {
                // Four bytes a pixel, blue first on the processors that this runs on; see PixelSurface.
                let line = UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
                for column in 0..<columns {
                    let (word, place) = (line[column], (row * columns + column) * 3)
                    pixels[place] = UInt8(truncatingIfNeeded: word >> 16)
                    pixels[place + 1] = UInt8(truncatingIfNeeded: word >> 8)
                    pixels[place + 2] = UInt8(truncatingIfNeeded: word)
                }
            }
            count = columns * rows * 3
        }
        return Image(height: rows, width: columns, pixels: pixels)
    }
}
