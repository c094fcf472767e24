import Foundation

extension WandBRun {
    /// The run as W&B's own environment variables describe it; nil when `WANDB_MODE` is `disabled`.
    ///
    /// `WANDB_PROJECT` (else `gr00t`), `WANDB_ENTITY`, `WANDB_NAME` (else the directory's name), `WANDB_RUN_ID` (else the id of
    /// the run that is resumed, else a new one) and `WANDB_MODE` (else `online`, as with W&B's own client).
    ///
    /// - Parameters:
    ///   - environment: of this process.
    ///   - directory: of the run's output.
    ///   - resuming: whether the directory's last run goes on.
    ///   - config: the run's settings, each value as JSON text.
    /// - Throws: ``TrackingError/badMode(_:)``, ``TrackingError/badRunID(_:)``.
    public static func fromEnvironment(
        _ environment: [String: String] = ProcessInfo.processInfo.environment, directory: URL, resuming: Bool,
        config: [(key: String, jsonText: String)] = []
    ) throws(TrackingError) -> WandBRun? {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let mode: Mode
        switch value("WANDB_MODE") ?? "online" {
        case "online", "run", "shared": mode = .online
        case "offline", "dryrun": mode = .offline
        case "disabled": return nil
        case let other: throw .badMode(other)
        }
        let earlier = resuming ? WandBDirectory(directory).lastRunID : nil
        let run = WandBRun(
            id: value("WANDB_RUN_ID") ?? earlier ?? newID(), project: value("WANDB_PROJECT") ?? "gr00t",
            name: value("WANDB_NAME") ?? directory.standardizedFileURL.lastPathComponent, entity: value("WANDB_ENTITY"),
            config: config, mode: mode)
        try run.checkID()
        return run
    }

    /// Eight letters and digits, as W&B's client draws them.
    private static func newID() -> String {
        String((0..<8).compactMap { _ in "abcdefghijklmnopqrstuvwxyz0123456789".randomElement() })
    }
}
