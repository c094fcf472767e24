import Media
import Plotting

/// A line of text under a picture.
enum Caption {
    /// How the episode stands.
    enum State {
        case running, success, failure

        var colour: (UInt8, UInt8, UInt8) {
            switch self {
            case .running: (24, 27, 32)
            case .success: (16, 122, 87)
            case .failure: (190, 80, 16)
            }
        }
    }

    /// `text` at the left, `note` at the right in what room is left; both are shortened where they don't fit.
    ///
    /// - Throws: `PlotError`.
    static func image(
        _ text: String, note: String = "", state: State, width: Int, height: Int, size: Double
    ) throws -> Image {
        let canvas = Canvas(width: Double(width), height: Double(height))
        let (red, green, blue) = state.colour
        let back = Color(red: Double(red) / 255, green: Double(green) / 255, blue: Double(blue) / 255)
        canvas.fill(Rectangle(x: 0, y: 0, width: Double(width), height: Double(height)), back)
        // Small bold letters run into each other.
        let (bold, plain) = (Font(size: size, isBold: size > 12), Font(size: size * 0.8))
        let (margin, middle) = (size * 0.7, Double(height) / 2)
        let room = Double(width) - 2 * margin
        let shown = canvas.shortened(text, to: note.isEmpty ? room : room * 0.68, bold)
        canvas.text(shown, at: Point(margin, middle), bold, .white)
        if !note.isEmpty {
            let rest = room - canvas.width(of: shown, bold) - margin
            canvas.text(
                canvas.shortened(note, to: rest, plain), at: Point(Double(width) - margin, middle), plain,
                Color.white.opacity(0.85), horizontal: .right)
        }
        return try canvas.image()
    }
}
