import Foundation

/// A grid of charts with a title, and pictures above them where there are any.
///
/// Sizes are those of the plot areas; everything else is measured and gets the room that it needs, so no label covers
/// another.
public struct Figure: Sendable, Equatable {
    public var title: String
    /// Where the data comes from, what the marks mean. Wrapped to the figure's width.
    public var footnote: String
    /// Row by row.
    public var charts: [LineChart]
    public let columns: Int
    /// One range for all charts; then only the lowest chart of each column has tick labels.
    public var sharesXAxis: Bool
    /// Above the charts; in a figure of one column their frames are tied to the time axis.
    public var images: [ImageStrip]
    /// Of each chart's plot area, in pixels.
    public let plotWidth: Double
    public let plotHeight: Double

    /// Columns are at most as many as charts; plot areas are kept from 40 to 4000 pixels a side.
    public init(
        title: String = "", footnote: String = "", charts: [LineChart], columns: Int = 1, sharesXAxis: Bool = true,
        images: [ImageStrip] = [], plotWidth: Double = 260, plotHeight: Double = 110
    ) {
        self.title = title
        self.footnote = footnote
        self.charts = charts
        self.columns = max(1, min(columns, charts.count))
        self.sharesXAxis = sharesXAxis
        self.images = images
        self.plotWidth = min(max(plotWidth, 40), 4000)
        self.plotHeight = min(max(plotHeight, 40), 4000)
    }

    /// Writes the figure as the kind that the name ends in, `png` or `svg`. Throws ``PlotError``.
    public func save(_ url: URL) throws(PlotError) { try canvas().save(url) }

    /// The figure, drawn.
    public func canvas() -> Canvas {
        // Text can only be measured on a canvas; the one for the figure needs the result.
        let layout = FigureLayout(self, measuringOn: Canvas(width: 1, height: 1))
        let canvas = Canvas(width: layout.width, height: layout.height)
        canvas.title = title
        layout.draw(on: canvas)
        return canvas
    }
}
