import Embodiment
import Foundation
import Plotting

/// Draws recorded against predicted actions: one chart per joint, what the camera saw at each prediction above them.
public enum TrajectoryFigure {
    /// - Parameters:
    ///   - report: of the same trajectory; its joints name the charts.
    ///   - note: what a reader must know about the checkpoint, for the footnote.
    public static func figure(_ trajectory: Trajectory, _ report: TrajectoryReport, note: String) -> Figure {
        let joints = zip(trajectory.groups, report.groups).flatMap { group, scored in
            scored.joints.enumerated().map { (group, $0.offset, $0.element) }
        }
        let columns = joints.count <= 3 ? 1 : joints.count <= 12 ? 3 : 4
        let charts = joints.enumerated().map { place, joint in
            let (group, column, scored) = joint
            return LineChart(
                title: title(scored), xLabel: place + columns >= joints.count ? "step" : "",
                series: [
                    Series("recorded", y: values(group.recorded, column), color: .ink, width: 2),
                    Series(
                        "predicted", y: values(group.predicted, column), color: .vermilion,
                        dots: trajectory.chunkStarts),
                ])
        }
        return Figure(
            title: "Episode \(trajectory.episode): \(trajectory.instruction)  (MSE \(number(report.error.mse)))",
            footnote: footnote(trajectory, note: note), charts: charts, columns: columns, images: strips(trajectory),
            plotWidth: columns == 1 ? 720 : columns == 3 ? 300 : 240, plotHeight: columns == 1 ? 150 : 96)
    }

    private static func title(_ joint: TrajectoryReport.Joint) -> String {
        "\(joint.name)  MSE \(number(joint.error.mse))"
    }

    private static func footnote(_ trajectory: Trajectory, note: String) -> String {
        let chunks = trajectory.chunkStarts.count
        let text =
            "Actions in the units of the dataset. At each dot the policy saw the camera, the state and the instruction and "
            + "predicted the actions up to the next dot (\(chunks) chunk\(chunks == 1 ? "" : "s"), \(trajectory.steps) "
            + "steps): open loop, the robot does not move by them."
        return note.isEmpty ? text : "\(note) \(text)"
    }

    private static func strips(_ trajectory: Trajectory) -> [ImageStrip] {
        let frames = zip(trajectory.chunkStarts, trajectory.frames).compactMap { start, frame in
            frame.map { ImageStrip.Frame(x: Double(start), image: $0.image) }
        }
        guard let camera = trajectory.frames.lazy.compactMap({ $0?.camera }).first else { return [] }
        return [ImageStrip(camera, frames: frames, height: 80)]
    }

    private static func values(_ matrix: Matrix, _ column: Int) -> [Double] {
        (0..<matrix.rows).map { matrix[$0, column] }
    }

    /// Three significant digits, and no power of ten for what can be read without.
    private static func number(_ value: Double) -> String {
        (1000..<1e6).contains(abs(value)) ? String(format: "%.0f", value) : String(format: "%.3g", value)
    }
}
