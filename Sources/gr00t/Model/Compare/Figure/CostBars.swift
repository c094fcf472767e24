import Model
import Plotting

/// Below the models: their parameters, and the arithmetic of an action chunk, to scale.
struct CostBars {
    static let height = 150.0

    private struct Part {
        let name: String
        let color: Color
        let values: [Double]
    }

    private let comparison: ModelComparison

    init(_ comparison: ModelComparison) { self.comparison = comparison }

    func draw(on canvas: Canvas, at corner: Point, width: Double) {
        let models = [comparison.first, comparison.second]
        let half = (width - 60) / 2
        let parameters = [
            Part(
                name: "frozen", color: DiagramColor.edge(.frozen),
                values: models.map { Double($0.parameters - $0.tunedParameters) }),
            Part(name: "tuned", color: DiagramColor.edge(.tuned), values: models.map { Double($0.tunedParameters) }),
        ]
        let stages = [
            Part(name: "vision tower", color: Color(hex: 0x4E79A7), values: models.map(\.cost.vision)),
            Part(name: "language model", color: Color(hex: 0x9C755F), values: models.map(\.cost.language)),
            Part(name: "features for the DiT", color: Color(hex: 0x76A35B), values: models.map(\.cost.headEncode)),
            Part(
                name: "denoising", color: DiagramColor.actionToken,
                values: models.map { $0.flops - $0.cost.encode }),
        ]
        let prompts = models.map { "\($0.promptTokens)" }
        let tokens = prompts[0] == prompts[1] ? prompts[0] : prompts.joined(separator: " and ")
        panel("parameters", parameters, models.map { Format.short($0.parameters) }, on: canvas, at: corner, width: half)
        panel(
            "arithmetic of an action chunk, prompt of \(tokens) tokens", stages, models.map { Format.flops($0.flops) },
            on: canvas,
            at: Point(corner.x + half + 60, corner.y), width: half)
    }

    private func panel(
        _ title: String, _ parts: [Part], _ totals: [String], on canvas: Canvas, at corner: Point, width: Double
    ) {
        let top = corner.y + 34
        canvas.text(title, at: Point(corner.x, top), Font(size: 13, isBold: true))
        let (names, numbers) = (110.0, 90.0)
        let largest = [0, 1].map { side in parts.reduce(0) { $0 + $1.values[side] } }.max() ?? 1
        for (side, model) in [comparison.first, comparison.second].enumerated() {
            let y = top + 18 + Double(side) * 28
            canvas.text(
                canvas.shortened(model.name, to: names - 10, .label), at: Point(corner.x, y + 10), .label)
            var x = corner.x + names
            for part in parts {
                let length = part.values[side] / largest * (width - names - numbers)
                canvas.fill(Rectangle(x: x, y: y, width: length, height: 20), part.color)
                x += length
            }
            canvas.text(totals[side], at: Point(x + 8, y + 10), .title)
        }
        var x = corner.x + names
        for part in parts {
            canvas.fill(Rectangle(x: x, y: top + 82, width: 10, height: 10), part.color)
            canvas.text(part.name, at: Point(x + 15, top + 87), .label, .softInk)
            x += 15 + canvas.width(of: part.name, .label) + 18
        }
    }
}
