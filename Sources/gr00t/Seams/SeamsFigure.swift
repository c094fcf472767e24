import Foundation
import Plotting

/// The targets of the joint that jumps most, in every way of chunking, with the seams marked.
struct SeamsFigure {
    let figure: Figure

    /// Steps before and after the largest jump.
    private static let around = 40

    init(_ report: SeamsReport) {
        var worst: (trajectory: Int, group: String, joint: Int, step: Int, size: Double) = (0, "", 0, 0, -1)
        for (index, trajectory) in (report.ways.first?.trajectories ?? []).enumerated() {
            for group in trajectory.groups where group.switchAtSeam > worst.size {
                worst = (index, group.name, group.joint, group.step, group.switchAtSeam)
            }
        }
        let range = max(0, worst.step - Self.around)...(worst.step + Self.around)
        let charts = report.ways.map { way -> LineChart in
            let trajectory = way.trajectories[worst.trajectory]
            let rows = (trajectory.executed[worst.group] ?? []).enumerated().filter { range.contains($0.offset) }
            let seams = trajectory.seams.filter(range.contains).map(Double.init)
            let jump = trajectory.groups.first { $0.name == worst.group }?.switchAtSeam ?? 0
            return LineChart(
                title: "\(way.name): largest jump of \(worst.group) \(String(format: "%.3g", jump))",
                xLabel: "step", yLabel: "\(worst.group)[\(worst.joint)]",
                series: [
                    Series(
                        "target", x: rows.map { Double($0.offset) }, y: rows.map { $0.element[worst.joint] },
                        dots: rows.indices.filter { trajectory.seams.contains(rows[$0].offset) })
                ],
                markers: [Markers("a new chunk takes over", x: seams)])
        }
        figure = Figure(
            title: "Seams between chunks",
            footnote: "\(report.checkpoint) on \(report.dataset), trajectory "
                + "\(report.ways.first?.trajectories[worst.trajectory].episode ?? 0): a request every \(report.executed) steps at "
                + "\(report.controlHz.formatted()) Hz, its chunk \(report.delay) steps later. A jump is the new chunk's first target less "
                + "what the old chunk had for that step.",
            charts: charts, plotWidth: 620, plotHeight: 130)
    }
}
