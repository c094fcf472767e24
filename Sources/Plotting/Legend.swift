/// Names of lines, bands and markers with a sample of each, in as many rows as they need.
struct Legend: Equatable {
    enum Sample: Equatable {
        case line(LineStyle)
        case area(Color)
        case marker(LineStyle)
    }

    struct Entry: Equatable {
        let name: String
        let sample: Sample
    }

    let entries: [Entry]

    init(of chart: LineChart) {
        var entries: [Entry] = []
        for index in chart.series.indices {
            entries.append(Entry(name: chart.series[index].name, sample: .line(chart.style(ofSeries: index))))
        }
        entries += chart.bands.map { Entry(name: $0.name, sample: .area($0.color.opacity(0.2))) }
        entries += chart.markers.map { Entry(name: $0.name, sample: .marker(LineStyle($0.color, dash: $0.dash))) }
        self.entries = entries.filter { !$0.name.isEmpty }
    }

    private static let sampleWidth = 22.0
    private static let rowHeight = 17.0
    private static let font = Font.label

    /// The entries in rows no wider than `width`, each with its place from the left; names too long for a row are shortened.
    private func rows(within width: Double, on canvas: Canvas) -> [[(x: Double, name: String, sample: Sample)]] {
        var rows: [[(x: Double, name: String, sample: Sample)]] = []
        var x = 0.0
        for entry in entries {
            let name = canvas.shortened(entry.name, to: width - Legend.sampleWidth - 5, Legend.font)
            let needed = Legend.sampleWidth + 5 + canvas.width(of: name, Legend.font)
            if rows.isEmpty || x + needed > width {
                rows.append([])
                x = 0
            }
            rows[rows.count - 1].append((x, name, entry.sample))
            x += needed + 16
        }
        return rows
    }

    func height(within width: Double, on canvas: Canvas) -> Double {
        Double(rows(within: width, on: canvas).count) * Legend.rowHeight
    }

    func draw(on canvas: Canvas, at corner: Point, width: Double) {
        for (number, row) in rows(within: width, on: canvas).enumerated() {
            let middle = corner.y + (Double(number) + 0.5) * Legend.rowHeight
            for (x, name, sample) in row {
                let left = corner.x + x, right = left + Legend.sampleWidth
                switch sample {
                case .line(let style):
                    canvas.line(from: Point(left, middle), to: Point(right, middle), style)
                case .area(let color):
                    canvas.fill(Rectangle(x: left, y: middle - 5, width: Legend.sampleWidth, height: 10), color)
                case .marker(let style):
                    let centre = (left + right) / 2
                    canvas.line(from: Point(centre, middle - 7), to: Point(centre, middle + 7), style)
                }
                canvas.text(name, at: Point(right + 5, middle), Legend.font)
            }
        }
    }
}
