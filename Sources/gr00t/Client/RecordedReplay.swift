import Client
import Dataset
import Embodiment
import Evaluation
import Foundation
import Synchronization

/// A server's answers against the recorded actions.
struct RecordedReplay {
    private let command: ClientReplay
    private let client: ExternalRobotInferenceClient

    init(_ command: ClientReplay, _ client: ExternalRobotInferenceClient) {
        (self.command, self.client) = (command, client)
    }

    /// Throws `ClientError`, `EvaluationError`, `DatasetError`.
    func run() async throws {
        let configs = try await client.modalityConfigs
        guard let action = configs["action"] else { throw EvaluationError.noActionConfig }
        let asked = command.modalityKeys.map { $0.replacing(/^action\./, with: "") }
        let evaluation = try OpenLoopEvaluation(
            jointGroups: asked.isEmpty ? action.modalityKeys.map(\.name) : asked, steps: command.steps,
            actionHorizon: command.actionHorizon)
        try evaluation.check(action)
        let dataset = try LeRobotDataset(DatasetLocation.directory(command.datasetPath), modalityConfigs: configs)
        // Ranges do not depend on the embodiment.
        let joints = JointTable(dataset, metadata: try dataset.metadata(embodimentTag: .newEmbodiment))

        let chunks = try evaluation.chunkCount(of: command.episodes, in: dataset)
        let bar = Mutex((ProgressBar("replaying", total: chunks, unit: "chunks"), 0))
        var reports: [TrajectoryReport] = []
        var seconds: [Double] = []
        for episode in command.episodes {
            // What the server remembers is of another episode.
            try await client.reset()
            let trajectory = try await evaluation.compare(client, with: dataset, episode: episode) {
                bar.withLock {
                    $0.1 += 1
                    $0.0.update($0.1)
                }
            }
            reports.append(TrajectoryReport(trajectory, joints: joints))
            seconds += trajectory.secondsPerAction
        }
        let output = RecordedReplayOutput(
            server: "\(client.options.address)", dataset: command.datasetPath, trajectories: reports,
            latency: LatencyStatistics(seconds))
        if command.json { try JSONOutput.print(output) } else { print(output.text) }
    }
}

/// What a replay against a recording found.
private struct RecordedReplayOutput: Encodable {
    let server: String
    let dataset: String
    let trajectories: [TrajectoryReport]
    let latency: LatencyStatistics

    var text: String {
        var table = Table([
            ("episode", .right), ("joint group", .left), ("joints", .right), ("MSE", .right), ("MAE", .right),
            ("of range", .right),
        ])
        for trajectory in trajectories {
            for (index, group) in trajectory.groups.enumerated() {
                table.add(
                    [index == 0 ? "\(trajectory.episode)" : "", group.name, "\(group.joints.count)"]
                        + Self.cells(group.error))
            }
            let joints = trajectory.groups.reduce(0) { $0 + $1.joints.count }
            table.add(["", "all", "\(joints)"] + Self.cells(trajectory.error))
        }
        return """
            open loop    \(server) against the recorded actions of \(dataset), in its units

            \(table.text)

            time per chunk   median \(Format.seconds(latency.median)), p90 \(Format.seconds(latency.p90)), \
            p99 \(Format.seconds(latency.p99)), max \(Format.seconds(latency.maximum)) of \(latency.count)
            """
    }

    private static func cells(_ error: ActionError) -> [String] {
        [
            String(format: "%.4g", error.mse), String(format: "%.4g", error.mae),
            error.relativeMAE.map { String(format: "%.1f %%", 100 * $0) } ?? "-",
        ]
    }
}
