import Dataset
import Embodiment
import Evaluation
import Model
import NeuralNetwork
import Policy
import Torch
import Transforms

/// What held-out episodes say of a model: the loss that it was trained for, and how near its actions come.
public struct HeldOutScores: Sendable, Equatable {
    /// Flow-matching loss with fixed noise and times, without dropout and augmentation.
    public var loss: Double
    /// Mean squared error of open-loop actions, in the units of the dataset.
    public var openLoopMSE: Double
    /// The same for staying where the robot is (``RepeatedState``); `nil` where states and actions have no joints in common.
    public var baselineMSE: Double?
}

/// Evaluates a model in training on the episodes that are held out: always the same steps with the same noise, so that only the
/// weights make a difference.
final class HeldOutEvaluation {
    private let setup: RunSetup
    private let step: TrainingStep
    private let policy: any BasePolicy
    private let batches: [[SampleID]]
    /// Makes the policy draw the same noise again.
    private let restart: () -> Void

    /// Samples that the loss is the mean of, at most, and steps of each episode that are compared open loop.
    private static let (lossSamples, openLoopSteps) = (64, 150)

    /// - Parameters:
    ///   - policy: acts with the model in training.
    ///   - restart: makes it draw the same noise again, however often it acted before.
    init(_ setup: RunSetup, step: TrainingStep, policy: any BasePolicy, restart: @escaping () -> Void) throws {
        self.restart = restart
        self.setup = setup
        self.step = step
        self.policy = policy
        let episodes = setup.arguments.evalEpisodes
        var ids: [SampleID] = []
        for (index, held) in episodes.enumerated() {
            let length = try setup.mixture.components[held.dataset].dataset.episode(held.episode).length
            let count = min(length, max(1, Self.lossSamples / episodes.count))
            for place in 0..<count {
                ids.append(
                    SampleID(
                        position: index * Self.lossSamples + place, epoch: 0, dataset: held.dataset,
                        episode: held.episode, row: place * length / count, seed: 0))
            }
        }
        let size = max(1, min(setup.arguments.batchSize, 8))
        batches = stride(from: 0, to: ids.count, by: size).map { Array(ids[$0..<min($0 + size, ids.count)]) }
    }

    /// - Parameter average: takes the place of the weights meanwhile.
    nonisolated(nonsending) func run(
        average: ExponentialMovingAverage?, optimizer: AdamW
    ) async throws -> HeldOutScores {
        average?.swap(with: optimizer)
        defer { average?.swap(with: optimizer) }
        restart()
        let baseline = RepeatedState(setup.pipeline.config.modality.byName, metadata: setup.metadata)
        var scores = HeldOutScores(
            loss: try loss(),
            openLoopMSE: try await openLoop(
                policy, jointGroups: setup.pipeline.config.modality.action.modalityKeys.map(\.name)))
        if let baseline {
            scores.baselineMSE = try await openLoop(baseline, jointGroups: baseline.jointGroups)
        }
        return scores
    }

    /// Mean over the steps of all held-out episodes.
    nonisolated(nonsending) private func openLoop(_ policy: any BasePolicy, jointGroups: [String]) async throws
        -> Double
    {
        let evaluation = try OpenLoopEvaluation(
            jointGroups: jointGroups, steps: Self.openLoopSteps, actionHorizon: setup.config.actionHorizon)
        var (sum, steps) = (0.0, 0)
        for held in setup.arguments.evalEpisodes {
            let dataset = setup.mixture.components[held.dataset].dataset
            let trajectory = try await evaluation.compare(policy, with: dataset, episode: held.episode)
            let report = TrajectoryReport(trajectory, joints: JointTable(dataset, metadata: setup.metadata))
            sum += report.error.mse * Double(trajectory.steps)
            steps += trajectory.steps
        }
        return sum / Double(steps)
    }

    private func loss() throws -> Double {
        var (sum, count) = (0.0, 0.0)
        for ids in batches {
            let inputs = try ids.map { id in
                let sample = try setup.mixture.step(EpisodeID(dataset: id.dataset, episode: id.episode), row: id.row)
                return try setup.pipeline.apply(sample.observation, action: sample.action)
            }
            var batch = TrainingBatch(
                ids, inputs.map(\.numbers), sight: .input(ModelBatch(inputs, padding: setup.pipeline.processor).input),
                config: setup.config.actionHead, draws: 1, seed: setup.arguments.seed
            )
            // As the model sees them when it acts.
            batch.dropoutSeeds = []
            let values = try catchingTorchErrors {
                try withNoGrad {
                    let loss = try step.loss(of: batch)
                    return (loss.sum.double, loss.kept.sum().double)
                }
            }
            sum += values.0
            count += values.1
        }
        return sum / count
    }
}
