/// Where everything in a figure goes. From top to bottom: title, common legend, pictures, rows of charts, footnote.
struct FigureLayout {
    let width: Double
    let height: Double
    private let figure: Figure
    private let cells: [ChartCell]
    /// Upper left corners of the plot areas.
    private let places: [Point]
    /// Room for labels at the left of the plot areas, per column.
    private let lefts: [Double]
    private let strips: [(strip: ImageStrip, arrangement: ImageStrip.Arrangement)]
    private let titleLines: [String]
    private let footnoteLines: [String]
    /// Shown once for the whole figure when all charts have the same entries.
    private let commonLegend: Legend?
    /// What the pictures of the last strip are of, marked in every chart; empty when the pictures belong to no axis.
    private let moments: [Double]
    private let stripWidth: Double
    private let legendTop: Double
    private let imagesTop: Double

    private static let margin = 16.0
    private static let gap = 14.0

    init(_ figure: Figure, measuringOn canvas: Canvas) {
        self.figure = figure
        let margin = FigureLayout.margin, gap = FigureLayout.gap
        let legends = figure.charts.map(Legend.init)
        let isCommon = legends.count > 1 && legends.allSatisfy { $0 == legends[0] } && !legends[0].entries.isEmpty
        commonLegend = isCommon ? legends[0] : nil

        let common = figure.charts.map(\.xExtent)
        let sharedRange =
            figure.sharesXAxis
            ? common.dropFirst().reduce(common.first) { shared, range in
                shared.map { min($0.lowerBound, range.lowerBound)...max($0.upperBound, range.upperBound) }
            } : nil
        let columns = figure.columns
        let cells = figure.charts.enumerated().map { index, chart in
            ChartCell(
                chart, xRange: sharedRange ?? chart.xExtent,
                showsX: !figure.sharesXAxis || index + columns >= figure.charts.count,
                legend: isCommon ? nil : legends[index], width: figure.plotWidth, height: figure.plotHeight, canvas)
        }

        // Columns are as wide as their widest labels, rows as high as their highest.
        let rows = (cells.count + columns - 1) / columns
        func widest(_ column: Int, _ part: (ChartCell) -> Double) -> Double {
            stride(from: column, to: cells.count, by: columns).map { part(cells[$0]) }.max() ?? 0
        }
        func highest(_ row: Int, _ part: (ChartCell) -> Double) -> Double {
            cells[row * columns..<min(cells.count, (row + 1) * columns)].map(part).max() ?? 0
        }
        let images = figure.images.filter { !$0.frames.isEmpty }
        let lefts = (0..<columns).map { column in
            max(widest(column) { $0.left }, images.isEmpty ? 0 : Font.label.lineHeight + 6).rounded(.up)
        }
        var x = margin
        let xs = lefts.indices.map { column in
            let left = x + lefts[column]
            x = (left + figure.plotWidth + widest(column) { $0.right } + gap).rounded(.up)
            return left
        }
        width = (x - gap + margin).rounded(.up)
        let textWidth = width - 2 * margin

        titleLines = canvas.wrapped(figure.title, to: textWidth, .heading)
        var y = margin + Double(titleLines.count) * Font.heading.lineHeight
        if !titleLines.isEmpty { y += 6 }
        legendTop = y
        if let commonLegend { y += commonLegend.height(within: textWidth, on: canvas) + 6 }
        imagesTop = y
        let isTied = columns == 1 && !cells.isEmpty
        let stripWidth = isTied ? figure.plotWidth : width - (xs.first ?? margin) - margin
        strips = images.map { ($0, $0.arrangement(width: stripWidth, axis: isTied ? cells.first?.x : nil)) }
        if !images.isEmpty { y += images.reduce(0) { $0 + $1.totalHeight + 4 } + ImageStrip.leaderHeight }
        moments = isTied ? strips.last?.arrangement.moments ?? [] : []
        self.stripWidth = stripWidth
        let tops = (0..<rows).map { row in
            let top = (y + highest(row) { $0.top }).rounded(.up)
            y = top + figure.plotHeight + highest(row) { $0.bottom } + gap
            return top
        }
        if rows > 0 { y -= gap }
        footnoteLines = canvas.wrapped(figure.footnote, to: textWidth, .label)
        if !footnoteLines.isEmpty { y += 10 + Double(footnoteLines.count) * Font.label.lineHeight }
        height = (y + margin).rounded(.up)
        self.cells = cells
        self.lefts = lefts
        places = cells.indices.map { Point(xs[$0 % columns], tops[$0 / columns]) }
    }

    func draw(on canvas: Canvas) {
        let margin = FigureLayout.margin
        for (number, line) in titleLines.enumerated() {
            canvas.text(
                line, at: Point(margin, margin + Double(number) * Font.heading.lineHeight), .heading, vertical: .top)
        }
        commonLegend?.draw(on: canvas, at: Point(margin, legendTop), width: width - 2 * margin)
        drawImages(on: canvas)
        for (index, cell) in cells.enumerated() {
            cell.draw(on: canvas, at: places[index], left: lefts[index % lefts.count], moments: moments)
        }
        for (number, line) in footnoteLines.reversed().enumerated() {
            canvas.text(
                line, at: Point(margin, height - margin - Double(number) * Font.label.lineHeight), .label, .softInk,
                vertical: .bottom)
        }
    }

    private func drawImages(on canvas: Canvas) {
        let left = places.first?.x ?? FigureLayout.margin
        var y = imagesTop
        for (number, (strip, arrangement)) in strips.enumerated() {
            let name = canvas.shortened(strip.name, to: strip.height, .label)
            canvas.text(
                name, at: Point(left - 8, y + strip.height / 2), .label, horizontal: .centre, vertical: .bottom,
                isVertical: true)
            let isLast = number == strips.count - 1 && figure.columns == 1
            strip.draw(
                arrangement, on: canvas, at: Point(left, y), width: stripWidth, linesTo: isLast ? cells.first?.x : nil)
            y += strip.totalHeight + 4
        }
    }
}
