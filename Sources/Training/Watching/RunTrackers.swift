import Foundation
import Tracking

/// The trackers that a run's arguments ask for.
enum RunTrackers {
    /// - Parameter warn: takes what could not be done; watching never ends a training.
    /// - Throws: `TrackingError` for a wrong `--report-to`, or environment variables of W&B that are.
    static func make(_ setup: RunSetup, warn: @escaping @Sendable (String) -> Void) throws -> TrackerGroup {
        let directory = setup.output.url
        let kinds = try TrackerKind.parse(setup.arguments.reportTo)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let arguments = String(decoding: try encoder.encode(setup.arguments), as: UTF8.self)
        let run = try WandBRun.fromEnvironment(
            directory: directory, resuming: setup.resume != nil,
            config: [(key: "gr00t", jsonText: arguments)])
        return TrackerGroup.open(
            directory: directory, kinds: kinds, run: run, resumingAt: setup.resume?.state.step, warn: warn)
    }
}
