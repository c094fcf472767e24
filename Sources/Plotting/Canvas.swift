import CCairo
import Media

/// A drawing of a given size. What is drawn is kept as strokes and text, so that it can be saved as pixels or as SVG.
///
/// Cairo does the drawing. One canvas belongs to one thread.
public final class Canvas {
    /// Version of the cairo library.
    public static var cairoVersion: String { String(cString: cairo_version_string()) }

    public let width: Double
    public let height: Double
    /// What the drawing shows, for those who can't see it: the title of the SVG, whose text is outlines.
    public var title = ""
    let surface: OpaquePointer
    let context: OpaquePointer

    /// An empty white canvas; sizes in pixels.
    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
        var extents = cairo_rectangle_t(x: 0, y: 0, width: width, height: height)
        // Cairo's constructors never return null: what fails gives an object whose status says so, read when saving.
        surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents)
        context = cairo_create(surface)
        configureText()
        fill(Rectangle(x: 0, y: 0, width: width, height: height), .white)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    public func line(from start: Point, to end: Point, _ style: LineStyle) { polyline([start, end], style) }

    /// A line through `points`.
    public func polyline(_ points: [Point], _ style: LineStyle) {
        guard trace(points) else { return }
        use(style.color)
        cairo_set_line_width(context, style.width)
        let pattern = style.dash.pattern
        cairo_set_dash(context, pattern, Int32(pattern.count), 0)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(context, style.dash == .solid ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_stroke(context)
    }

    /// The area that `points` enclose.
    public func polygon(_ points: [Point], _ color: Color) {
        guard trace(points) else { return }
        use(color)
        cairo_close_path(context)
        cairo_fill(context)
    }

    public func dot(at centre: Point, radius: Double, _ color: Color) {
        use(color)
        let place = clamped(centre)
        cairo_new_path(context)
        cairo_arc(context, place.x, place.y, radius, 0, 2 * .pi)
        cairo_fill(context)
    }

    public func fill(_ rectangle: Rectangle, _ color: Color) {
        use(color)
        cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
        cairo_fill(context)
    }

    /// The outline of `rectangle`, on whole pixels so that it is sharp.
    public func stroke(_ rectangle: Rectangle, _ style: LineStyle) {
        use(style.color)
        cairo_set_line_width(context, style.width)
        cairo_set_dash(context, nil, 0, 0)
        let (x, y) = (rectangle.x.rounded(.down) + 0.5, rectangle.y.rounded(.down) + 0.5)
        cairo_rectangle(context, x, y, rectangle.width.rounded(), rectangle.height.rounded())
        cairo_stroke(context)
    }

    /// Draws `image` over the whole of `rectangle`.
    public func draw(_ image: Image, in rectangle: Rectangle) {
        guard image.width > 0, image.height > 0 else { return }
        let pixels = PixelSurface(image)
        cairo_save(context)
        cairo_translate(context, rectangle.x, rectangle.y)
        cairo_scale(context, rectangle.width / Double(image.width), rectangle.height / Double(image.height))
        cairo_set_source_surface(context, pixels.surface, 0, 0)
        // Without it the edges of a scaled image fade into what is behind them.
        cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
        cairo_rectangle(context, 0, 0, Double(image.width), Double(image.height))
        cairo_fill(context)
        cairo_restore(context)
    }

    /// Nothing that `body` draws shows outside of `rectangle`.
    public func clipped<R>(to rectangle: Rectangle, _ body: () throws -> R) rethrows -> R {
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
        cairo_clip(context)
        return try body()
    }

    func use(_ color: Color) { cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha) }

    /// Makes `points` the current path; false when there are too few.
    private func trace(_ points: [Point]) -> Bool {
        guard points.count > 1 else { return false }
        cairo_new_path(context)
        for point in points {
            let place = clamped(point)
            cairo_line_to(context, place.x, place.y)
        }
        return true
    }

    /// Cairo counts in 1/256 pixels within 32 bits: a coordinate beyond wraps around to the other side.
    private func clamped(_ point: Point) -> Point {
        func clamp(_ value: Double) -> Double { value.isNaN ? 0 : min(max(value, -100_000), 100_000) }
        return Point(clamp(point.x), clamp(point.y))
    }
}
