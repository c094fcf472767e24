import Checkpoint
import Client
import Control
import Dataset
import Embodiment
import Foundation
import Model
import Policy
import Transforms

/// The same rounds in every way of chunking, on the same observations with the same noise.
struct SeamsJob {
    private let command: Seams
    private let dataset: LeRobotDataset
    private let runner: PolicyRunner
    private let rate: ControlRate
    private let delaySteps: Int
    /// Of one round's noise: horizon times width of an action.
    private let noiseCount: Int

    init(_ command: Seams) throws {
        self.command = command
        let config = try DataConfig.chosen(command.dataConfig)
        let tag = try EmbodimentTag(named: command.embodimentTag)
        let environment = try HubEnvironment()
        let checkpoint = try environment.cache.locate(command.modelPath)
        dataset = try LeRobotDataset(
            DatasetLocation.directory(command.datasetPath), modalityConfigs: config.modality.byName)
        rate = try ControlRate(hertz: command.controlHz ?? dataset.info.framesPerSecond)
        delaySteps = rate.startedSteps(in: .milliseconds(command.delay), atMost: 100_000)
        // Refused before the model is loaded.
        _ = try SeamStudy(steps: command.steps, executedSteps: command.executed, delay: delaySteps)
        let options = PolicyOptions(
            dataConfig: config, embodimentTag: tag, precision: command.precision,
            denoisingSteps: command.denoisingSteps, tokenizer: command.tokenizer.map { URL(filePath: $0) },
            hubCache: environment.cache.directory, seed: command.seed, isGuidable: true)
        runner = PolicyRunner(processors: Runtime.processors(threads: command.threads)) {
            try Gr00tPolicy(loading: checkpoint, options: options)
        }
        noiseCount = try config.modality.action.deltaIndices.count * ModelCheckpoint(checkpoint).config.actionDim
    }

    func run() async throws -> SeamsReport {
        Terminal.note("loading \(command.modelPath) (\(command.precision.rawValue)) …")
        try await runner.load()
        try await runner.settle()
        let episodes = try command.trajIds.map { try dataset.episode($0).index }
        let ways = ways
        var bar = ProgressBar("playing", total: ways.count * episodes.count, unit: "trajectories")
        var results: [SeamsReport.Way] = []
        for (name, mode) in ways {
            var way = SeamsReport.Way(name: name)
            for episode in episodes {
                let start = ContinuousClock.now
                let result = try await play(episode, mode)
                way.add(
                    result, episode: episode, error: try error(of: result, episode: episode),
                    seconds: (ContinuousClock.now - start) / .seconds(1))
                bar.update(results.count * episodes.count + way.trajectories.count)
            }
            results.append(way)
        }
        return SeamsReport(
            checkpoint: command.modelPath, dataset: command.datasetPath, controlHz: rate.hertz,
            executed: command.executed, delay: delaySteps, ways: results)
    }

    /// The mean of the squared differences to what was recorded, over steps and joints.
    private func error(of result: SeamStudyResult, episode: Int) throws -> Double {
        var (sum, count) = (0.0, 0)
        for step in 0..<(result.actions.values.first?.rows ?? 0) {
            let recorded = try dataset.step(episode: episode, row: step, pictures: false).action
            for (group, executed) in result.actions {
                guard let target = recorded[group], target.rows > 0, target.columns == executed.columns else {
                    continue
                }
                for (one, other) in zip(executed.row(step), target.row(0)) { sum += (one - other) * (one - other) }
                count += executed.columns
            }
        }
        return count > 0 ? sum / Double(count) : .nan
    }

    private var ways: [(String, ControlMode)] {
        let guided = command.maxGuidanceWeights.flatMap { weight in
            [true, false].map { jacobian in
                (
                    "rtc, weight \(weight.formatted())\(jacobian ? "" : ", no Jacobian")",
                    ControlMode.realTimeChunking(
                        // One step more than the delay: the switch itself falls into what is held.
                        RTCOptions(
                            delay: .fixed(steps: delaySteps + 1), maximumWeight: weight, usesJacobian: jacobian))
                )
            }
        }
        return [("each for itself", ControlMode.plain)] + guided
    }

    private func play(_ episode: Int, _ mode: ControlMode) async throws -> SeamStudyResult {
        let policy = try ControlledPolicy(runner, options: ControlOptions(mode: mode, rate: rate))
        let steps = min(command.steps, try dataset.episode(episode).length)
        return try await SeamStudy(steps: steps, executedSteps: command.executed, delay: delaySteps).run(
            session: SessionID("trajectory \(episode)")
        ) { step in
            try dataset.step(episode: episode, row: step).observation
        } noise: { round in
            var numbers = StandardNormal(seed: command.seed &+ UInt64(episode) << 32 &+ UInt64(round))
            return numbers.numbers(noiseCount)
        } reply: {
            try await policy.getAction($0)
        }
    }
}
