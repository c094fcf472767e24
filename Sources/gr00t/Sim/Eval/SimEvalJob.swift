import ArgumentParser
import Evaluation
import Foundation
import Simulation
import Torch

/// What a command line of `gr00t sim eval` asks for, from checking it to its report.
struct SimEvalJob {
    private let command: SimEval
    private let plan: EvaluationPlan
    private let folder: EvaluationFolder?

    /// Throws what is wrong before anything slow begins: `ClosedLoopError`, `EpisodeError`.
    init(_ command: SimEval) throws {
        self.command = command
        plan = try command.plan
        folder = try command.output.map { try EvaluationFolder(URL(filePath: $0)) }
    }

    func run() async throws {
        let started = Date()
        let evaluation = try ClosedLoopEvaluation(
            plan, workers: command.workers ?? max(1, Machine.allowedProcessors.count))
        // All are opened before the first moves: a wrong name at the end of the line costs no hour.
        var policies: [EvaluatedPolicy] = []
        for name in command.policies {
            policies.append(
                try await .open(name, command.policyOptions, executionHorizon: command.executionHorizon))
        }
        let work = Task { [policies] in await evaluate(evaluation, policies) }
        let ending = Ending { work.cancel() }
        defer { withExtendedLifetime(ending) {} }
        let done = await work.value
        let report = ClosedLoopReport(
            plan.setup, run: Self.description(started: started), policies: done.map(\.result))
        let files = try folder?.write(report, footage: done.first?.footage ?? [])
        if command.json {
            print(String(decoding: try report.json(), as: UTF8.self))
        } else {
            print(SimEvalText(report, files: files ?? []).text)
        }
        if let failure = done.lazy.compactMap(\.failure).first { throw WorkFailed(failure.description) }
        // As shells have it for what Ctrl-C ended.
        if ending.isWanted, report.breakOff != nil { throw ExitCode(130) }
    }

    private func evaluate(_ evaluation: ClosedLoopEvaluation, _ policies: [EvaluatedPolicy]) async -> [EvaluationRun] {
        var runs: [EvaluationRun] = []
        for policy in policies {
            var bar = ProgressBar(policy.description.label, total: plan.episodeCount, unit: "episodes")
            let videos = runs.isEmpty ? folder.map { ($0.episodes, command.video ?? .mosaic) } : nil
            let run = await evaluation.run(policy, videos: videos) { bar.update($0) }
            runs.append(run)
            if run.result.breakOff != nil { break }
        }
        return runs
    }

    private static func description(started: Date) -> ClosedLoopReport.Run {
        ClosedLoopReport.Run(
            command: commandLine(CommandLine.arguments),
            versions: ["gr00t": Gr00t.configuration.version], started: started.formatted(.iso8601))
    }

    /// As it was typed, but for the token.
    static func commandLine(_ arguments: [String]) -> String {
        var words = ["gr00t"]
        var hidesNext = false
        for argument in arguments.dropFirst() {
            let isToken = argument.hasPrefix("--api-token=")
            let shown = hidesNext ? "…" : isToken ? "--api-token=…" : argument
            hidesNext = argument == "--api-token"
            let isPlain = shown.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=,…".contains($0) }
            words.append(isPlain && !shown.isEmpty ? shown : "'\(shown.replacing("'", with: "'\\''"))'")
        }
        return words.joined(separator: " ")
    }
}
