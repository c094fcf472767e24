import Evaluation
import Foundation
import Simulation

/// The report for a terminal.
struct SimEvalText {
    let text: String

    init(_ report: ClosedLoopReport, files: [String]) {
        let parts =
            [Self.heading(report), Self.rates(report)] + report.policies.map(Self.failures)
            + [Self.timing(report), files.joined(separator: "\n"), report.breakOff.map { "not complete: \($0)" } ?? ""]
        text = parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private static func heading(_ report: ClosedLoopReport) -> String {
        let setup = report.setup
        let policies = report.policies.map { result in
            let details = result.policy.details.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
            return "policy      \(result.policy.name)\(details.isEmpty ? "" : "  (\(details))")"
        }
        let asked = (setup.instructions ?? []).map { "\nasked       \($0)" }.joined()
        return """
            closed loop in simulation: the physics decides what was done
            \(policies.joined(separator: "\n"))\(asked)
            episodes    seeds \(setup.firstSeed) to \(setup.lastSeed), which training never has; \(setup.executionHorizon) steps of each \
            chunk are executed
            """
    }

    private static func rates(_ report: ClosedLoopReport) -> String {
        var table = Table([
            ("policy", .left), ("task", .left), ("scenes", .left), ("episodes", .right), ("success", .right),
            ("language following", .right), ("steps to success", .right),
        ])
        for result in report.policies {
            for part in result.parts {
                table.add([result.policy.label, part.task.rawValue, part.group.title] + cells(part.summary))
            }
            if result.parts.count > 1 { table.add([result.policy.label, "all", ""] + cells(result.overall)) }
        }
        return """
            \(table.text)
            in brackets: Wilson's 95 % interval. Language following: the cube that was touched first was the one named; touching none \
            counts as not followed.
            """
    }

    private static func cells(_ summary: EpisodeSummary) -> [String] {
        [
            "\(summary.successRate.trials)", "\(summary.successRate)", "\(summary.languageFollowing)",
            summary.meanStepsOfSuccesses.map { String(format: "%.1f", $0) } ?? "-",
        ]
    }

    private static func failures(_ result: PolicyResult) -> String {
        let failures = result.overall.failures
        guard !failures.isEmpty else { return "" }
        let lines = failures.map { failure in
            let count = String(failure.count)
            return String(repeating: " ", count: max(0, 5 - count.count)) + "\(count)  \(failure.meaning)"
        }
        let total = failures.reduce(0) { $0 + $1.count }
        return "what went wrong: \(result.policy.label), \(total) of \(result.episodes.count)\n"
            + lines.joined(separator: "\n")
    }

    private static func timing(_ report: ClosedLoopReport) -> String {
        report.policies.map { result in
            let (timing, calls) = (result.timing, result.timing.inference)
            let inference =
                calls.calls == 0
                ? ""
                : """
                ; a chunk takes \(Format.seconds(calls.mean)) (median \(Format.seconds(calls.median)), 95 % \
                \(Format.seconds(calls.p95)), max \(Format.seconds(calls.maximum)))
                """
            return """
                time        \(result.policy.label): \(Format.seconds(timing.seconds)), \
                \(Format.seconds(timing.secondsPerEpisode)) per episode with \(timing.workers) at once, \
                \(String(format: "%.0f", timing.stepsPerSecond)) control steps per second\(inference)
                """
        }.joined(separator: "\n")
    }
}
