/// One chart with the room that its labels need on each side of the plot area.
struct ChartCell {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let x: Axis
    private let y: Axis
    private let chart: LineChart
    private let showsX: Bool
    private let legend: Legend?
    private let legendHeight: Double
    private let width: Double
    private let height: Double

    private static let labelGap = 6.0

    /// - Parameters:
    ///   - width: of the plot area, as `height`.
    ///   - legend: nil when the figure shows it.
    init(
        _ chart: LineChart, xRange: ClosedRange<Double>, showsX: Bool, legend: Legend?, width: Double, height: Double,
        _ canvas: Canvas
    ) {
        let gap = ChartCell.labelGap, line = Font.label.lineHeight
        self.chart = chart
        self.showsX = showsX
        self.legend = legend
        self.width = width
        self.height = height
        x = ChartCell.horizontalAxis(xRange, width, canvas)
        y = Axis(chart.yExtent, chart.yScale, ticks: Int(height / 26))
        let widest = y.ticks.map { canvas.width(of: $0.label, .label) }.max() ?? 0
        left = widest + gap + (chart.yLabel.isEmpty ? 0 : line + 2)
        right = showsX ? (x.ticks.last.map { canvas.width(of: $0.label, .label) / 2 } ?? 0) : 0
        legendHeight = legend?.height(within: width, on: canvas) ?? 0
        top = (chart.title.isEmpty ? 0 : Font.title.lineHeight + 3) + legendHeight + (legendHeight > 0 ? 3 : 0)
        bottom = showsX ? gap + line + (chart.xLabel.isEmpty ? 0 : line) : 0
    }

    /// As many ticks as have room for their labels side by side.
    private static func horizontalAxis(_ range: ClosedRange<Double>, _ width: Double, _ canvas: Canvas) -> Axis {
        for count in stride(from: max(2, Int(width / 55)), to: 1, by: -1) {
            let axis = Axis(range, .linear, ticks: count)
            let places = axis.ticks.map { ($0, (axis.fraction($0.value) ?? 0) * width) }
            let fits = zip(places, places.dropFirst()).allSatisfy { first, second in
                let needed = (canvas.width(of: first.0.label, .label) + canvas.width(of: second.0.label, .label)) / 2
                return second.1 - first.1 >= needed + 10
            }
            if fits { return axis }
        }
        return Axis(range, .linear, ticks: 1)
    }

    /// Draws the chart with the upper left corner of its plot area at `corner`.
    ///
    /// - Parameters:
    ///   - left: room at the left of the plot area, the same for all charts of a column so that their labels line up.
    ///   - moments: places on the horizontal axis to mark.
    func draw(on canvas: Canvas, at corner: Point, left: Double, moments: [Double]) {
        let gap = ChartCell.labelGap, line = Font.label.lineHeight
        let area = Rectangle(x: corner.x, y: corner.y, width: width, height: height)
        chart.draw(on: canvas, in: area, x: x, y: y, moments: moments)
        var above = area.y - 4
        if let legend {
            legend.draw(on: canvas, at: Point(area.x, area.y - legendHeight - 3), width: width)
            above -= legendHeight + (legendHeight > 0 ? 3 : 0)
        }
        if !chart.title.isEmpty {
            canvas.text(
                canvas.shortened(chart.title, to: width, .title), at: Point(area.x, above - 2), .title,
                vertical: .bottom)
        }
        for tick in y.ticks {
            guard let fraction = y.fraction(tick.value) else { continue }
            canvas.text(
                tick.label, at: Point(area.x - gap, area.bottom - fraction * height), .label, .softInk,
                horizontal: .right)
        }
        if !chart.yLabel.isEmpty {
            canvas.text(
                canvas.shortened(chart.yLabel, to: height, .label),
                at: Point(area.x - left + line / 2, area.y + height / 2), .label, horizontal: .centre, isVertical: true)
        }
        guard showsX else { return }
        for tick in x.ticks {
            guard let fraction = x.fraction(tick.value) else { continue }
            canvas.text(
                tick.label, at: Point(area.x + fraction * width, area.bottom + gap), .label, .softInk,
                horizontal: .centre, vertical: .top)
        }
        if !chart.xLabel.isEmpty {
            canvas.text(
                canvas.shortened(chart.xLabel, to: width, .label),
                at: Point(area.x + width / 2, area.bottom + gap + line), .label, horizontal: .centre, vertical: .top)
        }
    }
}
