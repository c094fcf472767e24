/// From values to places on the canvas.
struct Projection {
    let area: Rectangle
    let x: Axis
    let y: Axis

    /// Nil for what cannot be drawn.
    func place(_ xValue: Double, _ yValue: Double) -> Point? {
        guard let across = x.fraction(xValue), let up = y.fraction(yValue) else { return nil }
        return Point(area.x + across * area.width, area.bottom - up * area.height)
    }

    /// A line over the height of the chart, on whole pixels so that it is sharp.
    func vertical(at value: Double, _ style: LineStyle, on canvas: Canvas) {
        guard let across = x.fraction(value), (0...1).contains(across) else { return }
        let place = (area.x + across * area.width).rounded(.down) + 0.5
        canvas.line(from: Point(place, area.y), to: Point(place, area.bottom), style)
    }

    /// A line over the width of the chart.
    func horizontal(at value: Double, _ style: LineStyle, on canvas: Canvas) {
        guard let up = y.fraction(value), (0...1).contains(up) else { return }
        let place = (area.bottom - up * area.height).rounded(.down) + 0.5
        canvas.line(from: Point(area.x, place), to: Point(area.right, place), style)
    }

    /// The line in pieces: a new one begins after every value that cannot be drawn.
    func runs(x xValues: [Double], y yValues: [Double]) -> [[Point]] {
        var runs: [[Point]] = []
        var run: [Point] = []
        for (xValue, yValue) in zip(xValues, yValues) {
            if let place = place(xValue, yValue) {
                run.append(place)
            } else if !run.isEmpty {
                runs.append(run)
                run = []
            }
        }
        if !run.isEmpty { runs.append(run) }
        return runs
    }

    /// A long line reduced to the first, lowest, highest and last point of each column of pixels: it looks the same, and an
    /// SVG of a million training steps stays small.
    static func thinned(_ run: [Point]) -> [Point] {
        guard run.count > 2000 else { return run }
        var kept: [Point] = []
        var column = run[..<0]
        func keepColumn() {
            let lowest = column.indices.min { run[$0].y < run[$1].y }
            let highest = column.indices.max { run[$0].y < run[$1].y }
            let extremes: [Int?] = [column.indices.first, lowest, highest, column.indices.last]
            kept += Set(extremes.compactMap { $0 }).sorted().map { run[$0] }
        }
        for index in run.indices {
            if let first = column.first, first.x.rounded(.down) != run[index].x.rounded(.down) {
                keepColumn()
                column = run[index...index]
            } else {
                column = run[column.startIndex...index]
            }
        }
        if !column.isEmpty { keepColumn() }
        return kept
    }
}
