import CCairo
import Media

/// An image in the layout that cairo draws from: 32 bits per pixel, blue first.
final class PixelSurface {
    let surface: OpaquePointer

    init(_ image: Image) {
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(image.width), Int32(image.height))
        cairo_surface_flush(surface)
        guard let rows = cairo_image_surface_get_data(surface) else { return }
        let stride = Int(cairo_image_surface_get_stride(surface))
        image.pixels.withUnsafeBufferPointer { pixels in
            for row in 0..<image.height {
                let words = UnsafeMutableRawPointer(rows + row * stride).assumingMemoryBound(to: UInt32.self)
                for column in 0..<image.width {
                    let pixel = (row * image.width + column) * 3
                    words[column] =
                        UInt32(pixels[pixel]) << 16 | UInt32(pixels[pixel + 1]) << 8 | UInt32(pixels[pixel + 2])
                }
            }
        }
        cairo_surface_mark_dirty(surface)
    }

    deinit { cairo_surface_destroy(surface) }
}
