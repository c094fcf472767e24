import Foundation
import Model
import Plotting

extension Rectangle {
    /// The outline with round corners, as a closed line.
    func rounded(_ radius: Double) -> [Point] {
        let corners = [
            (Point(right - radius, y + radius), -0.5), (Point(right - radius, bottom - radius), 0),
            (Point(x + radius, bottom - radius), 0.5), (Point(x + radius, y + radius), 1),
        ]
        let points = corners.flatMap { centre, start in
            (0...6).map { step in
                let angle = (start + Double(step) / 12) * .pi
                return Point(centre.x + radius * cos(angle), centre.y + radius * sin(angle))
            }
        }
        return points + [points[0]]
    }

    func inset(left: Double = 0, right: Double = 0) -> Rectangle {
        Rectangle(x: x + left, y: y, width: width - left - right, height: height)
    }
}

extension Canvas {
    func roundedBox(_ place: Rectangle, fill: Color, edge: LineStyle, radius: Double = 8) {
        let outline = place.rounded(radius)
        polygon(outline, fill)
        polyline(outline, edge)
    }

    /// A line through `points` with a head at its end.
    func arrow(_ points: [Point], _ color: Color = .softInk) {
        guard let tip = points.last, let before = points.dropLast().last else { return }
        let length = max(hypot(tip.x - before.x, tip.y - before.y), 1)
        let along = Point((tip.x - before.x) / length, (tip.y - before.y) / length)
        func back(_ distance: Double, _ aside: Double) -> Point {
            Point(tip.x - distance * along.x - aside * along.y, tip.y - distance * along.y + aside * along.x)
        }
        polyline(points.dropLast() + [back(5, 0)], LineStyle(color, width: 1.6))
        polygon([tip, back(7, 4), back(7, -4)], color)
    }

    /// A word on a coloured ground, its middle at `centre`.
    func pill(_ text: String, centre: Point, _ color: Color) {
        let font = Font(size: 11, isBold: true)
        let width = width(of: text, font) + 18
        let place = Rectangle(x: centre.x - width / 2, y: centre.y - 9, width: width, height: 18)
        polygon(place.rounded(9), color)
        self.text(text, at: centre, font, .white, horizontal: .centre)
    }

    /// - Parameter cells: squares that a row of them has room for.
    func box(_ box: DiagramBox, in place: Rectangle, mark: ComparedFact.Change, cells: Int) {
        let (edge, padding) = (DiagramColor.edge(box.state), 14.0)
        let outline =
            mark == .same
            ? LineStyle(edge) : LineStyle(DiagramColor.change(mark), width: 2.4, dash: mark == .gone ? .dashed : .solid)
        roundedBox(place, fill: DiagramColor.fill(box.state), edge: outline)
        let bold = Font(size: 13, isBold: true)
        text(box.title, at: Point(place.x + padding, place.y + 18), bold)
        if let parameters = box.parameters {
            text(Format.short(parameters), at: Point(place.right - padding, place.y + 18), bold, horizontal: .right)
        }
        var room = place.width - 2 * padding
        if let state = box.state {
            text(
                state.rawValue, at: Point(place.right - padding, place.y + 38), .title, edge.darker, horizontal: .right)
            room -= width(of: state.rawValue, .title) + 8
        }
        var y = place.y + 38
        for line in box.lines {
            text(shortened(line, to: room, .label), at: Point(place.x + padding, y), .label, .softInk)
            y += DiagramBox.lineHeight
        }
        guard let strip = box.strip else { return }
        let below = Rectangle(x: place.x + padding, y: y - 3, width: place.width - 2 * padding, height: 11)
        self.strip(strip, in: below, pitch: min(14, below.width / Double(max(cells, 1))), edge)
    }

    /// What a model lacks, in the row of the one that has it: the data pass, and leave at `exit`.
    func gap(in place: Rectangle, exit: Double) {
        polyline(place.rounded(8), LineStyle(.frame, dash: .dashed))
        let centre = place.centre
        polyline(
            [Point(centre.x, place.y), centre, Point(exit, centre.y), Point(exit, place.bottom)],
            LineStyle(.softInk, width: 1.6))
        text("none", at: Point(centre.x + 12, centre.y), .label, .softInk)
    }

    private func strip(_ strip: DiagramBox.Strip, in place: Rectangle, pitch: Double, _ color: Color) {
        switch strip {
        case .layers(let count, let kept, let alternating):
            cells(count, in: place, pitch) { index, cell in
                if index < kept {
                    fill(cell, alternating && index % 2 == 1 ? color.opacity(0.45) : color)
                } else {
                    stroke(cell, LineStyle(color.opacity(0.6)))
                }
            }
        case .tokens(let future, let actions):
            cells(strip.count, in: place, pitch) { index, cell in
                fill(
                    cell,
                    index == 0
                        ? DiagramColor.stateToken
                        : index <= future ? DiagramColor.futureToken : DiagramColor.actionToken)
            }
            let parts = [
                ("1 state", DiagramColor.stateToken), (future > 0 ? "\(future) future" : "", DiagramColor.futureToken),
                ("\(actions) actions", DiagramColor.actionToken),
            ]
            var x = place.x
            for (words, color) in parts where !words.isEmpty {
                text(words, at: Point(x, place.bottom + 11), .title, color)
                x += width(of: words, .title) + 14
            }
        }
    }

    private func cells(_ count: Int, in place: Rectangle, _ pitch: Double, _ draw: (Int, Rectangle) -> Void) {
        for index in 0..<count {
            draw(
                index,
                Rectangle(
                    x: place.x + Double(index) * pitch, y: place.y, width: pitch - (pitch > 4 ? 2 : 0),
                    height: place.height))
        }
    }
}

extension Color {
    /// For text on a pale ground of the same colour.
    var darker: Color { Color(red: red * 0.7, green: green * 0.7, blue: blue * 0.7) }
}
