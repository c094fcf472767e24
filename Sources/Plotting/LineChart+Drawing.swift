extension LineChart {
    /// Draws frame, grid and data into `area`; labels lie outside of it and are the figure's business.
    ///
    /// - Parameter moments: places on the horizontal axis that the figure refers to, those of its pictures.
    func draw(on canvas: Canvas, in area: Rectangle, x: Axis, y: Axis, moments: [Double]) {
        let projection = Projection(area: area, x: x, y: y)
        for tick in x.ticks { projection.vertical(at: tick.value, LineStyle(.grid), on: canvas) }
        for tick in y.ticks { projection.horizontal(at: tick.value, LineStyle(.grid), on: canvas) }
        for moment in moments { projection.vertical(at: moment, LineStyle(.frame, dash: .dotted), on: canvas) }
        canvas.clipped(to: area) {
            bands.forEach { draw($0, on: canvas, projection) }
            for marker in markers {
                marker.x.forEach { projection.vertical(at: $0, LineStyle(marker.color, dash: marker.dash), on: canvas) }
            }
        }
        canvas.stroke(area, LineStyle(.frame))
        var hasData = !bands.isEmpty
        for (index, line) in series.enumerated() {
            let runs = projection.runs(x: line.x, y: line.y)
            hasData = hasData || !runs.isEmpty
            draw(runs, of: line, style(ofSeries: index), on: canvas, projection)
        }
        if !hasData {
            canvas.text("no data", at: area.centre, .label, .softInk, horizontal: .centre, vertical: .middle)
        }
    }

    private func draw(
        _ runs: [[Point]], of line: Series, _ style: LineStyle, on canvas: Canvas, _ projection: Projection
    ) {
        canvas.clipped(to: projection.area) {
            for run in runs where run.count > 1 { canvas.polyline(Projection.thinned(run), style) }
        }
        // Dots are whole also where they sit on the edge, so the frame must not cut them.
        for run in runs where run.count == 1 && projection.area.contains(run[0]) {
            // A sample between two gaps would otherwise not show at all.
            canvas.dot(at: run[0], radius: max(2, style.width), style.color)
        }
        for index in line.dots where line.x.indices.contains(index) {
            guard let place = projection.place(line.x[index], line.y[index]), projection.area.contains(place) else {
                continue
            }
            canvas.dot(at: place, radius: 3.5, .white)
            canvas.dot(at: place, radius: 2.5, style.color)
        }
    }

    private func draw(_ band: Band, on canvas: Canvas, _ projection: Projection) {
        var lower: [Point] = []
        var upper: [Point] = []
        func close() {
            canvas.polygon(lower + upper.reversed(), band.color.opacity(0.2))
            (lower, upper) = ([], [])
        }
        for (x, ends) in zip(band.x, zip(band.lower, band.upper)) {
            guard let low = projection.place(x, ends.0), let high = projection.place(x, ends.1) else {
                close()
                continue
            }
            lower.append(low)
            upper.append(high)
        }
        close()
    }
}
