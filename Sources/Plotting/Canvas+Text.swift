import CCairo

/// Size in pixels and weight of text. Nothing in this project is drawn smaller than 11, which is readable at 100 %.
public struct Font: Sendable, Equatable {
    public var size: Double
    public var isBold: Bool

    public init(size: Double, isBold: Bool = false) {
        self.size = size
        self.isBold = isBold
    }

    /// Titles of figures.
    public static let heading = Font(size: 17, isBold: true)
    /// Titles of charts.
    public static let title = Font(size: 12, isBold: true)
    /// Everything else.
    public static let label = Font(size: 11)

    /// From one line of text to the next.
    public var lineHeight: Double { (size * 1.35).rounded(.up) }
}

/// Which part of a text is at the given place.
public enum HorizontalAlignment: Sendable { case left, centre, right }
public enum VerticalAlignment: Sendable { case top, middle, bottom }

extension Canvas {
    func configureText() {
        cairo_select_font_face(context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        // Unhinted, text has the same width in PNG and in SVG, so that what is laid out for one fits in the other.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    /// Width of one line of text.
    public func width(of text: String, _ font: Font) -> Double {
        use(font)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, printable(text), &extents)
        return extents.x_advance
    }

    /// One line of text.
    ///
    /// - Parameter isVertical: turned to read from bottom to top; `horizontal` and `vertical` are those of the turned text.
    public func text(
        _ text: String, at place: Point, _ font: Font, _ color: Color = .ink, horizontal: HorizontalAlignment = .left,
        vertical: VerticalAlignment = .middle, isVertical: Bool = false
    ) {
        let width = width(of: text, font)
        // The letters' own height, without tails: tick labels sit in the middle of their ticks.
        let height = font.size * 0.73
        let across =
            switch horizontal {
            case .left: 0.0
            case .centre: -width / 2
            case .right: -width
            }
        let down =
            switch vertical {
            case .top: height
            case .middle: height / 2
            case .bottom: 0.0
            }
        use(color)
        cairo_save(context)
        cairo_translate(context, place.x, place.y)
        if isVertical { cairo_rotate(context, -.pi / 2) }
        cairo_move_to(context, across, down)
        cairo_show_text(context, printable(text))
        cairo_restore(context)
    }

    /// `text`, with its middle replaced by an ellipsis when it is wider than `width`: names of joints differ at their ends.
    public func shortened(_ text: String, to width: Double, _ font: Font) -> String {
        guard self.width(of: text, font) > width else { return text }
        let letters = Array(text)
        var (low, high) = (0, letters.count - 1)
        func candidate(_ kept: Int) -> String {
            String(letters.prefix((kept + 1) / 2)) + "…" + String(letters.suffix(kept / 2))
        }
        while low < high {
            let middle = (low + high + 1) / 2
            if self.width(of: candidate(middle), font) <= width { low = middle } else { high = middle - 1 }
        }
        return candidate(low)
    }

    /// `text` in lines no wider than `width`, broken between words and where it has line breaks.
    public func wrapped(_ text: String, to width: Double, _ font: Font) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n") {
            var line = ""
            for word in paragraph.split(separator: " ") {
                let longer = line.isEmpty ? String(word) : "\(line) \(word)"
                if !line.isEmpty, self.width(of: longer, font) > width {
                    lines.append(line)
                    line = String(word)
                } else {
                    line = longer
                }
            }
            lines.append(line)
        }
        return lines.map { shortened($0, to: width, font) }
    }

    private func use(_ font: Font) {
        cairo_select_font_face(
            context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
            font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, font.size)
    }

    /// Control characters would show as boxes, and a NUL would end the text.
    func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    }
}
