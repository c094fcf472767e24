import Foundation
import Plotting
import Tracking

/// The curves of one run or several as a figure: a chart per quantity, all over the same steps.
struct TrainingCurves {
    let figure: Figure
    /// Names in the logs that no chart shows.
    let leftOut: [String]

    /// - Parameters:
    ///   - keys: names, or ends or beginnings of names; none for all that are known.
    ///   - smoothing: weight of a value one point away, 0 to below 1; nil for one that suits the length of the curves.
    /// - Throws: ``TrainPlotError/unknownKey(_:known:)``.
    init(_ groups: [RepeatedRuns], keys: [String], smoothing: Double?, scale: CurveScale) throws {
        let names = Set(groups.flatMap(\.runs).flatMap { $0.log.series.keys }).sorted()
        let wanted = try Self.chosen(names, keys)
        var pencil = CurvePencil(groups, smoothing: smoothing, scale: scale)
        let whole = Quantity.known.filter { wanted.contains($0.name) }
        var charts = whole.map { pencil.chart($0, $0.title, [($0.name, "")]) }
        var drawn = Set(whole.map(\.name))
        for quantity in Quantity.known {
            let parts = wanted.compactMap { name in quantity.part(name).map { (name: name, legend: $0) } }
            charts += pencil.charts(ofParts: parts, of: quantity)
            drawn.formUnion(parts.map(\.name))
        }
        // A log of another program has none of the known names: then all are drawn.
        let others = wanted.filter { !drawn.contains($0) }
        if !keys.isEmpty || charts.isEmpty {
            charts += others.map { pencil.chart(.unknown($0), $0, [($0, "")]) }
            leftOut = []
        } else {
            leftOut = others
        }
        let columns = charts.count > 3 ? 2 : 1
        for index in charts.indices.suffix(columns) { charts[index].xLabel = "optimiser step" }
        figure = Figure(
            title: groups.count == 1 ? groups[0].name : "\(groups.count) runs",
            footnote: Self.footnote(charts, pencil, smoothing), charts: charts, columns: columns,
            plotWidth: columns == 1 ? 720 : 460, plotHeight: columns == 1 ? 210 : 170)
    }

    private static func chosen(_ names: [String], _ keys: [String]) throws -> [String] {
        guard !keys.isEmpty else { return names }
        var chosen: Set<String> = []
        for key in keys {
            let exact = names.filter { $0 == key || $0.hasSuffix("/" + key) }
            // `train/loss/` and `train` stand for all below.
            let below = key.hasSuffix("/") ? key : key + "/"
            let found = exact.isEmpty ? names.filter { $0.hasPrefix(below) || $0.contains("/" + below) } : exact
            guard !found.isEmpty else { throw TrainPlotError.unknownKey(key, known: names) }
            chosen.formUnion(found)
        }
        return names.filter(chosen.contains)
    }

    private static func footnote(_ charts: [LineChart], _ pencil: CurvePencil, _ smoothing: Double?) -> String {
        var sentences: [String] = []
        if pencil.hasThin {
            let weight = smoothing.map { String(format: " with %g", $0) } ?? ""
            sentences.append(
                pencil.groups.contains { $0.runs.count > 1 }
                    ? "Thin: each repeat, smoothed\(weight) where it is noisy. Thick: their mean."
                    : "Thin: as logged. Thick: smoothed\(weight).")
        }
        if charts.contains(where: { !$0.markers.isEmpty }) {
            sentences.append("Dashed vertical lines: the number was not finite.")
        }
        return sentences.joined(separator: " ")
    }
}
