import Evaluation
import Foundation

/// The report for a terminal.
struct EvaluationText {
    let text: String

    init(_ report: EvaluationReport, outputs: EvaluationOutputs) {
        text = [
            Self.heading(report), Self.groups(report), Self.trajectories(report), Self.legend,
            Self.timing(report.timing), Self.files(report, outputs), Self.warning(report),
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private static func heading(_ report: EvaluationReport) -> String {
        let setup = report.setup
        return """
            open loop    predicted against recorded actions, in the units of the dataset
            checkpoint   \(setup.checkpoint)\(setup.isUntrained ? "  (random weights, untrained)" : "")
            dataset      \(setup.dataset)
            as           \(setup.dataConfig), \(setup.embodimentTag); chunks of \(setup.actionHorizon) steps, \
            \(setup.denoisingSteps) denoising steps, \(setup.precision), seed \(setup.seed)
            """
    }

    private static func groups(_ report: EvaluationReport) -> String {
        var table = Table([
            ("joint group", .left), ("joints", .right), ("MSE", .right), ("MAE", .right), ("of range", .right),
        ])
        for (index, group) in report.groups.enumerated() {
            let joints = report.trajectories.first?.groups[index].joints.count ?? 0
            table.add([group.name, "\(joints)"] + cells(group.error))
        }
        let joints = report.trajectories.first?.groups.reduce(0) { $0 + $1.joints.count } ?? 0
        table.add(["all", "\(joints)"] + cells(report.error))
        return table.text
    }

    private static func trajectories(_ report: EvaluationReport) -> String {
        var table = Table([
            ("trajectory", .right), ("steps", .right), ("chunks", .right), ("MSE", .right), ("MAE", .right),
            ("of range", .right), ("instruction", .left),
        ])
        for trajectory in report.trajectories {
            table.add(
                ["\(trajectory.episode)", "\(trajectory.steps)", "\(trajectory.chunkStarts.count)"]
                    + cells(trajectory.error) + [trajectory.instruction])
        }
        return table.text
    }

    private static let legend = """
        MSE       mean squared error, the number of the reference's script
        MAE       mean absolute error
        of range  MAE as a share of the way that a joint goes in the dataset: 0 % is perfect, 33 % is guessing
        """

    private static func timing(_ timing: ActionTiming) -> String {
        guard timing.calls > 1 else { return "time per chunk   \(Format.seconds(timing.first)), one call" }
        return "time per chunk   p50 \(Format.seconds(timing.median)), p95 \(Format.seconds(timing.p95)); "
            + "the first of \(timing.calls) took \(Format.seconds(timing.first))"
    }

    private static func files(_ report: EvaluationReport, _ outputs: EvaluationOutputs) -> String {
        var lines = report.trajectories.compactMap { $0.plot.map { "figure   \($0)" } }
        if let json = outputs.json { lines.append("report   \(json.relativePath)") }
        return lines.joined(separator: "\n")
    }

    private static func warning(_ report: EvaluationReport) -> String {
        guard report.setup.isUntrained else { return "" }
        return """
            note: \(EvaluationOutputs.untrained)
                  Its errors show that everything runs, no more. Trained ones:
                  so101-nano, which comes with the program, for --data-config so101_sim
                  gr00t model download nvidia/GR00T-N1.5-3B    (N1: nvidia/GR00T-N1-2B)
            """
    }

    private static func cells(_ error: ActionError) -> [String] {
        [
            String(format: "%.4g", error.mse), String(format: "%.4g", error.mae),
            error.relativeMAE.map { String(format: "%.1f %%", 100 * $0) } ?? "-",
        ]
    }
}
