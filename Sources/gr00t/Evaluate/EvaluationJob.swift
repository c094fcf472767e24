import Checkpoint
import Dataset
import Embodiment
import Evaluation
import Foundation
import Model
import Policy
import Transforms

/// What a command line asks for, looked up and checked before anything slow begins.
struct EvaluationJob {
    let dataset: LeRobotDataset
    let episodes: [Int]
    let evaluation: OpenLoopEvaluation
    let joints: JointTable
    let runner: PolicyRunner
    /// Whether the weights are random.
    let isUntrained: Bool
    let setup: EvaluationReport.Setup

    init(_ command: Evaluate) throws {
        let config = try DataConfig.chosen(command.dataConfig)
        let tag = try EmbodimentTag(named: command.embodimentTag)
        let action = config.modality.action
        evaluation = try OpenLoopEvaluation(
            jointGroups: Self.jointGroups(command.modalityKeys, in: action), steps: command.steps,
            actionHorizon: command.actionHorizon)
        try evaluation.check(action)
        let environment = try HubEnvironment()
        let checkpoint = try environment.cache.locate(command.modelPath)
        let model = try ModelCheckpoint(checkpoint)
        isUntrained = try model.isUntrained

        let dataset = try LeRobotDataset(
            DatasetLocation.directory(command.datasetPath), modalityConfigs: config.modality.byName)
        let ids = command.trajIds
        // Lazily, so that a number much too large ends at the first trajectory that is not there.
        let wanted =
            ids.isEmpty ? AnySequence((0..<command.trajs).lazy.map { command.startTraj + $0 }) : AnySequence(ids)
        episodes = try wanted.map { try dataset.episode($0).index }
        joints = JointTable(dataset, metadata: try dataset.metadata(embodimentTag: tag))
        self.dataset = dataset

        let options = PolicyOptions(
            dataConfig: config, embodimentTag: tag, precision: command.precision,
            denoisingSteps: command.denoisingSteps, tokenizer: command.tokenizer.map { URL(filePath: $0) },
            hubCache: environment.cache.directory, seed: command.seed)
        runner = PolicyRunner(processors: Runtime.processors(threads: command.threads)) {
            try Gr00tPolicy(loading: checkpoint, options: options)
        }
        setup = EvaluationReport.Setup(
            checkpoint: command.modelPath, isUntrained: isUntrained, dataset: command.datasetPath,
            dataConfig: config.name, embodimentTag: tag.rawValue,
            denoisingSteps: try command.denoisingSteps ?? model.config.actionHead.numInferenceTimesteps,
            actionHorizon: command.actionHorizon, precision: command.precision.rawValue, seed: command.seed)
    }

    /// `right_arm` or `action.right_arm`; all of the config where none is named.
    private static func jointGroups(_ names: [String], in action: ModalityConfig) -> [String] {
        let wanted = names.map { $0.hasPrefix("action.") ? String($0.dropFirst("action.".count)) : $0 }
        return wanted.isEmpty ? action.modalityKeys.map(\.name) : wanted
    }
}
