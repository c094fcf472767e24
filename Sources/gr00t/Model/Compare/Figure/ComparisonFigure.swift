import Model
import Plotting

/// Both models as columns, from pictures and words at the top to actions at the bottom; between them, what changed.
struct ComparisonFigure {
    let canvas: Canvas
    private let comparison: ModelComparison

    private static let margin = 30.0
    private static let column = 410.0
    private static let between = 340.0
    /// Beside a column, for the way back of the denoising steps.
    private static let loop = 40.0
    private static let top = 96.0
    private static let width = 2 * margin + 2 * column + between + loop

    init(_ comparison: ModelComparison) {
        self.comparison = comparison
        let rows = DiagramRow.rows(comparison)
        let diagram = Self.top + DiagramColumn.height(rows)
        canvas = Canvas(width: Self.width, height: diagram + CostBars.height + DiagramLegend.height)
        canvas.title = "\(comparison.first.name) and \(comparison.second.name)"
        let models = [comparison.first, comparison.second]
        for (side, model) in models.enumerated() {
            let x = Self.margin + Double(side) * (Self.column + Self.between)
            head(model, x)
            DiagramColumn(model, side: side, rows, x: x, y: Self.top, width: Self.column).draw(on: canvas)
        }
        let gutter = Rectangle(
            x: Self.margin + Self.column + Self.loop, y: Self.top, width: Self.between - Self.loop, height: diagram)
        canvas.text(
            "what changed", at: Point(gutter.centre.x, 34), Font(size: 15, isBold: true), .softInk, horizontal: .centre)
        for (row, y) in zip(rows, DiagramColumn.tops(rows)) {
            mark(row, Rectangle(x: gutter.x, y: Self.top + y, width: gutter.width - 16, height: row.height))
        }
        let whole = Self.width - 2 * Self.margin
        CostBars(comparison).draw(on: canvas, at: Point(Self.margin, diagram), width: whole)
        DiagramLegend.draw(on: canvas, at: Point(Self.margin, diagram + CostBars.height), width: whole)
    }

    private func head(_ model: ModelFacts, _ x: Double) {
        let name = Font(size: 20, isBold: true)
        canvas.text(canvas.shortened(model.name, to: Self.column, name), at: Point(x, 34), name)
        let size =
            "\(model.config.family.name): \(Format.short(model.parameters)) parameters, "
            + "\(Format.bytes(2 * model.parameters)) in bfloat16"
        canvas.text(size, at: Point(x, 60), Font(size: 13), .softInk)
    }

    /// How a row's boxes differ, in the middle.
    private func mark(_ row: DiagramRow, _ place: Rectangle) {
        let middle = place.centre
        guard row.change != .same else {
            return canvas.text("the same", at: middle, .label, .softInk, horizontal: .centre)
        }
        let top = middle.y - Double(row.notes.count) * DiagramRow.note / 2
        canvas.pill(row.change.rawValue, centre: Point(middle.x, top), DiagramColor.change(row.change))
        for (index, note) in row.notes.enumerated() {
            canvas.text(
                canvas.shortened(note, to: place.width, .label),
                at: Point(middle.x, top + 4 + Double(index + 1) * DiagramRow.note), .label, horizontal: .centre)
        }
    }
}
