import Plotting
import Tracking

/// Draws quantities of runs as charts: a colour per run and its repeats, or per part where there is one.
struct CurvePencil {
    let groups: [RepeatedRuns]
    /// Weight of a value one point away; nil for one that suits the length of each curve.
    let smoothing: Double?
    let scale: CurveScale
    /// Whether any chart so far has thin and thick lines.
    private(set) var hasThin = false

    /// Fewer points than this are not smoothed: one sees each of them.
    private static let fewPoints = 12
    /// `auto` takes a logarithmic axis for what spans more than this.
    private static let widestLinear = 10.0
    private static let width = 1.8

    init(_ groups: [RepeatedRuns], smoothing: Double?, scale: CurveScale) {
        self.groups = groups
        self.smoothing = smoothing
        self.scale = scale
    }

    /// One chart with a line per part for one run; for several a chart per part, with a line per run.
    mutating func charts(ofParts parts: [(name: String, legend: String)], of quantity: Quantity) -> [LineChart] {
        guard !parts.isEmpty, let title = quantity.partTitle else { return [] }
        if groups.count == 1 { return [chart(quantity, title, parts)] }
        return parts.map { chart(quantity, "\(quantity.title): \($0.legend)", [($0.name, "")]) }
    }

    /// - Parameter lines: logged names, and what the legend calls them where there is one run.
    mutating func chart(_ quantity: Quantity, _ title: String, _ lines: [(name: String, legend: String)]) -> LineChart {
        var thin: [Series] = []
        var thick: [Series] = []
        var markers: [Markers] = []
        for (name, legend) in lines {
            for group in groups {
                let place = thick.count
                let color = Color.palette[place % Color.palette.count]
                let dash: Dash = place < Color.palette.count ? .solid : .dashed
                let logged = group.runs.map { curve(quantity, $0.log.series[name]) }
                let smooth = logged.map { smoothed($0, quantity) }
                let curves = zip(smooth, logged).map { $0 ?? $1 }
                let shown = Curve.mean(curves)
                let isRepeated = group.runs.count > 1
                if isRepeated || smooth[0] != nil {
                    hasThin = true
                    thin += (isRepeated ? curves : logged).map {
                        Series("", x: $0.steps, y: $0.values, color: color.opacity(0.35), width: 1)
                    }
                }
                // What lacks this number stays in the legend, which is then one for all charts.
                thick.append(
                    Series(
                        groups.count == 1 ? legend : group.name, x: shown.steps, y: shown.values, color: color,
                        dash: dash, width: Self.width,
                        dots: shown.values.count < Self.fewPoints ? Array(shown.values.indices) : []))
                let broken = logged.flatMap { zip($0.steps, $0.values) }.filter { !$0.1.isFinite }.map(\.0)
                if !broken.isEmpty {
                    let markerColor = groups.count == 1 ? Color.vermilion : color
                    markers.append(Markers("", x: broken, color: markerColor, dash: .dashed))
                }
            }
        }
        return LineChart(
            title: title, yLabel: quantity.label, series: thin + thick, markers: markers,
            yScale: axis(quantity, logged: thin.flatMap(\.y), shown: thick.flatMap(\.y)), xRange: steps)
    }

    /// As it is shown; empty where it was not logged.
    private func curve(_ quantity: Quantity, _ logged: TrainingLog.Series?) -> Curve {
        Curve(
            steps: logged?.steps.map(Double.init) ?? [], values: logged?.values.map { $0 * quantity.factor } ?? [])
    }

    /// `nil` where the curve is shown as it was logged.
    private func smoothed(_ curve: Curve, _ quantity: Quantity) -> Curve? {
        let weight = smoothing ?? Smoothing.weight(points: curve.values.count)
        guard quantity.isNoisy, weight > 0, curve.values.count >= Self.fewPoints else { return nil }
        return Curve(steps: curve.steps, values: Smoothing.exponential(curve.values, weight: weight))
    }

    /// From step 0 on, unless all logs begin much later.
    private var steps: ClosedRange<Double> {
        let runs = groups.flatMap(\.runs)
        let last = Double(runs.map(\.log.lastStep).max() ?? 0)
        let first = Double(runs.flatMap { $0.log.series.values.compactMap(\.steps.first) }.min() ?? 0)
        let start = first < last / 4 ? min(0, first) : first
        return start...max(start, last)
    }

    private func axis(_ quantity: Quantity, logged: [Double], shown: [Double]) -> AxisScale {
        let curve = shown.filter(\.isFinite)
        guard quantity.mayBeLogarithmic, scale != .linear, let low = curve.min(), let high = curve.max(), high > 0
        else {
            return .linear
        }
        if scale == .log { return .logarithmic }
        // What is logged as zero would be missing from a logarithmic axis.
        let isPositive = low > 0 && logged.allSatisfy { $0 > 0 || !$0.isFinite }
        return isPositive && high / low > Self.widestLinear ? .logarithmic : .linear
    }
}
