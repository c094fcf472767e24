import Foundation

/// Lines over a common horizontal axis. A value: drawn by a ``Figure``.
public struct LineChart: Sendable, Equatable {
    public var title: String
    /// With its unit, as in `time [s]`.
    public var xLabel: String
    /// With its unit, as in `position [rad]`.
    public var yLabel: String
    public var series: [Series]
    public var bands: [Band]
    public var markers: [Markers]
    public var yScale: AxisScale
    /// Nil to show all of the data.
    public var xRange: ClosedRange<Double>?
    /// Nil to show all of the data.
    public var yRange: ClosedRange<Double>?

    public init(
        title: String = "", xLabel: String = "", yLabel: String = "", series: [Series] = [], bands: [Band] = [],
        markers: [Markers] = [], yScale: AxisScale = .linear, xRange: ClosedRange<Double>? = nil,
        yRange: ClosedRange<Double>? = nil
    ) {
        self.title = title
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.series = series
        self.bands = bands
        self.markers = markers
        self.yScale = yScale
        self.xRange = xRange
        self.yRange = yRange
    }

    /// Writes this chart alone. Throws ``PlotError``.
    public func save(_ url: URL, width: Double = 640, height: Double = 320) throws(PlotError) {
        try Figure(charts: [self], plotWidth: width, plotHeight: height).save(url)
    }

    /// How series `index` is drawn. After the last colour of the palette the dashes change.
    func style(ofSeries index: Int) -> LineStyle {
        let line = series[index]
        guard line.color == nil else { return LineStyle(line.color ?? .ink, width: line.width, dash: line.dash) }
        let colors = Color.palette
        let dashes: [Dash] = [.solid, .dashed, .dotted]
        let dash = index < colors.count ? line.dash : dashes[index / colors.count % dashes.count]
        return LineStyle(colors[index % colors.count], width: line.width, dash: dash)
    }

    /// What the horizontal axis shows.
    var xExtent: ClosedRange<Double> {
        let values = series.map(\.x) + bands.map(\.x)
        return xRange.flatMap(Axis.usable) ?? Axis.range(of: values.joined(), .linear, padding: 0)
    }

    /// What the vertical axis shows.
    var yExtent: ClosedRange<Double> {
        let values = series.map(\.y) + bands.map(\.lower) + bands.map(\.upper)
        let usable = yRange.flatMap(Axis.usable)
        if let usable, yScale == .linear || usable.lowerBound > 0 { return usable }
        return Axis.range(of: values.joined(), yScale, padding: 0.06)
    }
}
