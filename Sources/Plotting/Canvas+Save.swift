import CCairo
import Foundation

extension Canvas {
    /// Writes the drawing as the kind that the name ends in, `png` or `svg`. The file is complete or absent.
    public func save(_ url: URL) throws(PlotError) {
        switch url.pathExtension.lowercased() {
        case "png": try save(png: url)
        case "svg": try save(svg: url)
        default: throw .unknownKind(file: url.path(percentEncoded: false))
        }
    }

    /// - Parameter scale: pixels of the file per pixel of the drawing: 2 for print and for dense screens.
    public func save(png url: URL, scale: Double = 1) throws(PlotError) {
        let (columns, rows) = ((width * scale).rounded(.up), (height * scale).rounded(.up))
        guard columns <= 30_000, rows <= 30_000 else {
            throw .tooLarge(
                file: url.path(percentEncoded: false), width: Int(min(columns, 1e9)), height: Int(min(rows, 1e9)))
        }
        try write(url) { path in
            guard let pixels = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows)) else {
                return CAIRO_STATUS_NO_MEMORY
            }
            defer { cairo_surface_destroy(pixels) }
            replay(on: pixels, scale: scale)
            return cairo_surface_write_to_png(pixels, path)
        }
    }

    /// Writes an SVG in which text is outlines, so that it looks the same without this machine's fonts.
    public func save(svg url: URL) throws(PlotError) {
        try write(url) { path in
            guard let drawing = cairo_svg_surface_create(path, width, height) else { return CAIRO_STATUS_NO_MEMORY }
            defer { cairo_surface_destroy(drawing) }
            cairo_svg_surface_set_document_unit(drawing, CAIRO_SVG_UNIT_PX)
            replay(on: drawing, scale: 1)
            cairo_surface_finish(drawing)
            let status = cairo_surface_status(drawing)
            return status == CAIRO_STATUS_SUCCESS && !title.isEmpty ? addTitle(to: path) : status
        }
    }

    /// Puts the title into an SVG, where programs that read it aloud or list it look for it.
    private func addTitle(to path: String) -> cairo_status_t {
        let file = URL(filePath: path)
        guard var text = try? String(contentsOf: file, encoding: .utf8), let root = text.range(of: "<svg"),
            let end = text.range(of: ">", range: root.upperBound..<text.endIndex)
        else { return CAIRO_STATUS_READ_ERROR }
        let escaped = printable(title).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        text.insert(contentsOf: "\n<title>\(escaped)</title>", at: end.upperBound)
        return (try? Data(text.utf8).write(to: file)) == nil ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS
    }

    func replay(on target: OpaquePointer, scale: Double) {
        let context = cairo_create(target)
        cairo_scale(context, scale, scale)
        cairo_set_source_surface(context, surface, 0, 0)
        cairo_paint(context)
        cairo_destroy(context)
    }

    /// Lets `body` write a file beside `url`, then gives it its name.
    private func write(_ url: URL, _ body: (String) -> cairo_status_t) throws(PlotError) {
        let file = url.path(percentEncoded: false)
        let temporary = url.deletingLastPathComponent()
            .appending(path: ".\(url.lastPathComponent).\(UUID().uuidString).partial").path(percentEncoded: false)
        let drawn = cairo_status(context)
        let status = drawn == CAIRO_STATUS_SUCCESS ? body(temporary) : drawn
        guard status == CAIRO_STATUS_SUCCESS else {
            unlink(temporary)
            throw .unwritable(file: file, reason: String(cString: cairo_status_to_string(status)))
        }
        guard rename(temporary, file) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(temporary)
            throw .unwritable(file: file, reason: reason)
        }
    }
}
