import Client
import Dataset
import Embodiment
import Foundation
import Wire

/// A server's answers against another's, to the same observations and noise.
struct ServerReplay {
    private let command: ClientReplay
    private let client: ExternalRobotInferenceClient
    private let other: ExternalRobotInferenceClient

    init(_ command: ClientReplay, _ client: ExternalRobotInferenceClient, _ other: ExternalRobotInferenceClient) {
        (self.command, self.client, self.other) = (command, client, other)
    }

    /// Throws `ClientError`, `ReplayError`, `DatasetError`; ``WorkFailed`` beyond the tolerance.
    func run() async throws {
        let configs = try await client.modalityConfigs
        let dataset = try LeRobotDataset(
            DatasetLocation.directory(command.datasetPath), modalityConfigs: configs.filter { $0.key != "action" })
        let places = try command.episodes.flatMap { episode in
            let length = min(command.steps, try dataset.episode(episode).length)
            return stride(from: 0, to: length, by: command.actionHorizon).map { (episode: episode, step: $0) }
        }
        if command.noise.noiseSeed == nil {
            Terminal.note("note: without --noise-seed each server draws its own noise, so the answers differ")
        }
        let options = RequestOptions(noise: try command.noise.numbers())
        var bar = ProgressBar("replaying", total: places.count, unit: "chunks")
        var comparison = ReplayComparison()
        for (index, place) in places.enumerated() {
            if place.step == 0 {
                // What the servers remember is of another episode.
                try await client.reset()
                try await other.reset()
            }
            let observation = try dataset.step(episode: place.episode, row: place.step).observation
            let expected = try await other.getAction(observation, options: options).chunks[0]
            let start = ContinuousClock.now
            let actual = try await client.getAction(observation, options: options).chunks[0]
            try comparison.add(
                actual, expecting: expected, at: "episode \(place.episode), step \(place.step)",
                seconds: (ContinuousClock.now - start) / .seconds(1))
            bar.update(index + 1)
        }
        let report = comparison.report
        if command.json { try JSONOutput.print(report) } else { print(text(report)) }
        if let tolerance = command.tolerance, report.maximum > tolerance {
            throw WorkFailed("the servers differ by up to \(report.maximum), more than \(tolerance)")
        }
    }

    private func text(_ report: ReplayReport) -> String {
        var table = Table([
            ("joint group", .left), ("joints", .right), ("largest difference", .right), ("mean", .right),
            ("where", .left),
        ])
        for group in report.groups {
            let worst = group.difference.joints.max { $0.maximum < $1.maximum }
            table.add(
                group.name, "\(group.difference.joints.count)", String(format: "%.4g", group.difference.maximum),
                String(format: "%.4g", group.difference.mean), worst?.place ?? "")
        }
        return """
            \(client.options.address) against \(other.options.address): \(report.chunks) chunks, \
            \(report.identicalChunks) of them identical

            \(table.text)

            time per chunk   median \(Format.seconds(report.latency.median)), p90 \(Format.seconds(report.latency.p90)), \
            p99 \(Format.seconds(report.latency.p99)), max \(Format.seconds(report.latency.maximum))
            """
    }
}
