import Model
import Plotting

/// One model from top to bottom: what goes in, its boxes, and the arrows between them.
struct DiagramColumn {
    private let model: ModelFacts
    private let side: Int
    private let rows: [DiagramRow]
    private let x, y, width: Double

    private static let inputs = 34.0
    private static let arrow = 32.0
    /// Beside boxes that something else runs past.
    private static let bypass = 104.0

    init(_ model: ModelFacts, side: Int, _ rows: [DiagramRow], x: Double, y: Double, width: Double) {
        (self.model, self.side, self.rows) = (model, side, rows)
        (self.x, self.y, self.width) = (x, y, width)
    }

    /// Where the rows begin, from the top of the column.
    static func tops(_ rows: [DiagramRow]) -> [Double] {
        rows.reduce(into: [inputs + arrow]) { $0.append(($0.last ?? 0) + $1.height + arrow) }.dropLast()
    }

    static func height(_ rows: [DiagramRow]) -> Double {
        rows.reduce(inputs) { $0 + arrow + $1.height }
    }

    func draw(on canvas: Canvas) {
        let places = zip(rows, Self.tops(rows)).map { row, top in
            let whole = Rectangle(x: x, y: y + top, width: width, height: row.height)
            return switch row.bypass {
            case .none: whole
            case .left: whole.inset(left: Self.bypass)
            case .right: whole.inset(right: Self.bypass)
            }
        }
        for (index, row) in rows.enumerated() {
            let place = places[index]
            if let box = row.boxes[side] {
                canvas.box(box, in: place, mark: row.change, cells: row.cells)
            } else {
                canvas.gap(in: place, exit: index + 1 == tokensRow ? features : place.centre.x)
            }
        }
        inputs(on: canvas, places)
        for index in rows.indices.dropLast() where rows[index + 1].bypass != .left {
            let from = places[index].width < places[index + 1].width ? places[index] : places[index + 1]
            let start = Point(from.centre.x, places[index].bottom + 2)
            canvas.arrow([start, Point(start.x, places[index + 1].y - 2)])
            label(rows[index].flows[side], start, on: canvas)
        }
        head(on: canvas, places)
    }

    /// Pictures go to the vision tower, words past it to the language model.
    private func inputs(on canvas: Canvas, _ places: [Rectangle]) {
        let size = model.eagle.forceImageSize
        let pictures = "\(model.pictures) picture\(model.pictures == 1 ? "" : "s"), \(size) x \(size) pixels"
        let left = Rectangle(x: x, y: y, width: width - Self.bypass, height: Self.inputs)
        let right = Rectangle(x: x + width - Self.bypass + 10, y: y, width: Self.bypass - 10, height: Self.inputs)
        for (place, text) in [(left, pictures), (right, "instruction")] {
            canvas.roundedBox(place, fill: DiagramColor.fill(nil), edge: LineStyle(.frame))
            canvas.text(text, at: place.centre, Font(size: 12), horizontal: .centre)
        }
        canvas.arrow([Point(left.centre.x, left.bottom + 2), Point(left.centre.x, places[0].y - 2)])
        if let reader = rows.firstIndex(where: { $0.bypass == .none }) {
            canvas.arrow([Point(right.centre.x, right.bottom + 2), Point(right.centre.x, places[reader].y - 2)])
        }
    }

    /// Features go past the tokens to the DiT, and what comes out goes back to the tokens, step by step.
    private func head(on canvas: Canvas, _ places: [Rectangle]) {
        guard let tokens = tokensRow, tokens > 0, tokens + 2 < rows.count else { return }
        canvas.arrow([Point(features, places[tokens - 1].bottom + 2), Point(features, places[tokens + 1].y - 2)])
        canvas.text(
            "features", at: Point(features - 10, places[tokens].centre.y), .label, .softInk, horizontal: .centre,
            isVertical: true)
        let (chunk, right) = (places[tokens + 2], x + width + 18)
        canvas.arrow([
            Point(chunk.right + 2, chunk.centre.y), Point(right, chunk.centre.y), Point(right, places[tokens].centre.y),
            Point(places[tokens].right + 2, places[tokens].centre.y),
        ])
        canvas.text(
            "\(model.config.actionHead.numInferenceTimesteps) steps",
            at: Point(right + 10, places[tokens + 1].centre.y), .label,
            .softInk, horizontal: .centre, isVertical: true)
    }

    /// What the features run past on their way to the DiT.
    private var tokensRow: Int? { rows.firstIndex { $0.bypass == .left } }
    private var features: Double { x + Self.bypass / 2 }

    private func label(_ text: String, _ start: Point, on canvas: Canvas) {
        canvas.text(text, at: Point(start.x + 10, start.y + Self.arrow / 2 - 2), .label, .softInk)
    }
}
