import Foundation

/// The result of an open-loop evaluation, as `gr00t evaluate --json` writes it.
public struct EvaluationReport: Sendable, Equatable, Codable {
    /// What was evaluated, and how.
    public struct Setup: Sendable, Equatable, Codable {
        public var checkpoint: String
        /// Whether the weights are random, so that errors say nothing but that everything runs.
        public var isUntrained: Bool
        public var dataset: String
        public var dataConfig: String
        public var embodimentTag: String
        public var denoisingSteps: Int
        public var actionHorizon: Int
        public var precision: String
        public var seed: UInt64

        public init(
            checkpoint: String, isUntrained: Bool, dataset: String, dataConfig: String, embodimentTag: String,
            denoisingSteps: Int, actionHorizon: Int, precision: String, seed: UInt64
        ) {
            self.checkpoint = checkpoint
            self.isUntrained = isUntrained
            self.dataset = dataset
            self.dataConfig = dataConfig
            self.embodimentTag = embodimentTag
            self.denoisingSteps = denoisingSteps
            self.actionHorizon = actionHorizon
            self.precision = precision
            self.seed = seed
        }

        enum CodingKeys: String, CodingKey {
            case checkpoint, dataset, precision, seed
            case isUntrained = "untrained"
            case dataConfig = "data_config"
            case embodimentTag = "embodiment_tag"
            case denoisingSteps = "denoising_steps"
            case actionHorizon = "action_horizon"
        }
    }

    /// A joint group over all trajectories.
    public struct Group: Sendable, Equatable, Codable {
        public var name: String
        public var error: ActionError
    }

    public var setup: Setup
    /// The mean over trajectories, each counting the same however long it is, as in the reference.
    public var error: ActionError
    public var groups: [Group]
    public var trajectories: [TrajectoryReport]
    public var timing: ActionTiming

    public init(_ setup: Setup, trajectories: [TrajectoryReport], secondsPerAction: [Double]) {
        self.setup = setup
        self.trajectories = trajectories
        error = ActionError(meanOf: trajectories.map { ($0.error, 1) })
        let names = trajectories.first?.groups.map(\.name) ?? []
        groups = names.map { name in
            let errors = trajectories.compactMap { $0.groups.first { $0.name == name }?.error }
            return Group(name: name, error: ActionError(meanOf: errors.map { ($0, 1) }))
        }
        timing = ActionTiming(secondsPerAction)
    }

    /// Writes the report as JSON. Throws ``EvaluationError/unwritable(path:reason:)``.
    public func write(to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try encoder.encode(self).write(to: url, options: .atomic)
        } catch { throw EvaluationError.unwritable(path: url.path, reason: error.localizedDescription) }
    }
}
