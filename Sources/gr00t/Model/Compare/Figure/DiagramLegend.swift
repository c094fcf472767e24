import Model
import Plotting

/// What colours and outlines mean.
enum DiagramLegend {
    static let height = 64.0

    static func draw(on canvas: Canvas, at corner: Point, width: Double) {
        canvas.line(from: corner, to: Point(corner.x + width, corner.y), LineStyle(.grid))
        var x = corner.x
        let y = corner.y + 24
        func entry(_ words: String, _ draw: (Rectangle) -> Void) {
            draw(Rectangle(x: x, y: y - 8, width: 26, height: 16))
            canvas.text(words, at: Point(x + 34, y), .label, .softInk)
            x += 34 + canvas.width(of: words, .label) + 22
        }
        func outline(_ change: ComparedFact.Change) -> LineStyle {
            LineStyle(DiagramColor.change(change), width: 2.4, dash: change == .gone ? .dashed : .solid)
        }
        for (state, words) in [(DiagramBox.State.frozen, "frozen in a fine-tuning by default"), (.tuned, "tuned")] {
            entry(words) {
                canvas.roundedBox(
                    $0, fill: DiagramColor.fill(state), edge: LineStyle(DiagramColor.edge(state)), radius: 4)
            }
        }
        for (change, words) in [
            (ComparedFact.Change.changed, "changed"), (.new, "only in the second"), (.gone, "only in the first"),
        ] {
            entry(words) { canvas.roundedBox($0, fill: .white, edge: outline(change), radius: 4) }
        }
        canvas.text(
            "Squares are layers: empty ones were cut off; in the DiT dark ones attend to the features, pale ones to the tokens. "
                + "No weights were read.",
            at: Point(corner.x, y + 22), .label, .softInk)
    }
}
