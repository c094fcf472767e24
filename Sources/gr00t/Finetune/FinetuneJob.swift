import ArgumentParser
import Checkpoint
import Dataset
import Distributed
import Embodiment
import Foundation
import Model
import NeuralNetwork
import Torch
import Training
import Transforms

/// What a command line of `gr00t finetune` asks for, looked up and checked before anything slow begins.
struct FinetuneJob {
    let setup: RunSetup
    private let rendezvous: Rendezvous
    private let threads: Int?
    private let processes: Int

    init(_ command: Finetune) throws {
        rendezvous = try Rendezvous()
        processes = rendezvous.isSingle ? command.machine.numProcesses : rendezvous.worldSize
        threads = command.machine.threads
        // The first of the processes that this one starts holds the output directory.
        let starts = rendezvous.isSingle && processes > 1
        let environment = try HubEnvironment()
        for path in try command.data.datasetPath + (command.foresight.options()?.actionFreeDatasetPaths ?? []) {
            _ = try DatasetLocation.directory(path)
        }
        let base = try environment.cache.locate(command.what.baseModelPath)
        let arguments = try TrainingArguments(
            command, tune: command.what.tune.flags(ModelCheckpoint(base).config.family), processes: processes)
        setup = try RunSetup(
            arguments, dataConfig: DataConfig.chosen(arguments.dataConfig), base: base,
            resumes: command.watching.resume,
            hubCache: environment.cache.directory, tokenizer: command.data.tokenizer.map { URL(filePath: $0) },
            isDry: command.dryRun || starts || rendezvous.rank > 0)
        if starts, !command.dryRun, !command.watching.resume { try setup.output.checkUnused() }
    }

    func run() async throws {
        // The children read the same command line; their environment says that they are children.
        if rendezvous.isSingle, processes > 1 { return try launch() }
        let display = TrainingDisplay(isFirst: rendezvous.rank == 0)
        if rendezvous.rank == 0 { Terminal.note(try FinetuneText.heading(setup)) }
        let ending = Ending()
        let runner = TrainRunner(
            setup, processors: Runtime.processors(threads: threads), rendezvous: rendezvous,
            observer: TrainingObserver(
                onStep: { display.step($0) }, note: { display.note($0) }, shouldStop: { ending.isWanted }))
        let summary = try await runner.run()
        display.end()
        guard rendezvous.rank == 0 else { return }
        print(FinetuneText.summary(summary, setup))
    }

    /// Starts this program once per process, and ends as they end.
    private func launch() throws {
        let outcome = try Launcher(
            processes: processes, arguments: Launcher.arguments(without: ["--num-processes", "--num-gpus"])
        ).run()
        guard outcome.exitCode != 0 else { return }
        if let rank = outcome.failedRank, let reason = outcome.reason {
            Terminal.note("error: process \(rank) of \(processes): \(reason)")
        }
        throw ExitCode(outcome.exitCode)
    }
}

extension TrainingArguments {
    /// - Parameters:
    ///   - tune: the flags, with the defaults of the base's family.
    ///   - processes: that share the work.
    init(_ command: Finetune, tune: TuneFlags, processes: Int) throws {
        let (data, what, how, watching) = (command.data, command.what, command.how, command.watching)
        self.init(datasetPaths: data.datasetPath, outputDirectory: watching.outputDir)
        dataConfig = data.dataConfig
        embodimentTag = try EmbodimentTag(named: data.embodimentTag)
        baseModelPath = what.baseModelPath
        balanceDatasetWeights = data.balanceDatasetWeights
        balanceTrajectoryWeights = data.balanceTrajectoryWeights
        self.tune = tune
        lora =
            what.loraRank == 0
            ? nil
            : LoRAConfig(
                rank: what.loraRank, alpha: what.loraAlpha, dropout: what.loraDropout, isFullModel: what.loraFullModel)
        flare = try command.foresight.options()
        maxSteps = how.maxSteps
        batchSize = how.batchSize
        self.processes = processes
        gradientAccumulationSteps = try FinetuneJob.accumulation(how, processes)
        learningRate = how.learningRate
        weightDecay = how.weightDecay
        warmupRatio = how.warmupRatio
        maxGradNorm = how.maxGradNorm
        optimizer = how.optim
        computeDtype = how.computeDtype
        emaDecay = how.emaDecay
        noiseDraws = how.noiseDraws
        seed = how.seed
        dataloaderNumWorkers = min(data.dataloaderNumWorkers, max(1, Machine.allowedProcessors.count))
        dataloaderPrefetchFactor = data.dataloaderPrefetchFactor
        guard (0...10_000).contains(data.frameCache) else {
            throw TrainingError.invalidArgument(name: "--frame-cache", reason: "is \(data.frameCache); give 0 to 10000")
        }
        frameCacheBytes = Int(data.frameCache * 1e9)
        cachesBackboneFeatures = data.cacheBackboneFeatures
        featureVariants = data.featureVariants
        featureCacheDirectory = data.featureCacheDir
        saveSteps = watching.saveSteps
        saveTotalLimit = watching.saveTotalLimit
        loggingSteps = watching.loggingSteps
        evalSteps = watching.evalSteps
        evalEpisodes = try watching.evalEpisodes.map(FinetuneJob.episode)
        maxNonFiniteSteps = watching.maxNonFiniteSteps
        reportTo = watching.reportTo
    }
}

extension FinetuneJob {
    fileprivate static func accumulation(_ how: FinetuneHow, _ processes: Int) throws -> Int {
        guard let global = how.globalBatchSize else { return how.gradientAccumulationSteps ?? 1 }
        let derived = try TrainingArguments.accumulation(
            global: global, batchSize: how.batchSize, processes: processes)
        if let given = how.gradientAccumulationSteps, given != derived {
            throw TrainingError.invalidArgument(
                name: "--gradient-accumulation-steps",
                reason: "is \(given), but --global-batch-size \(global) takes \(derived). Leave one of them out")
        }
        return derived
    }

    /// `3`, or `1:3` for episode 3 of the second dataset.
    fileprivate static func episode(_ text: String) throws -> EpisodeID {
        let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        switch numbers.count {
        case 1: if let episode = numbers[0] { return EpisodeID(dataset: 0, episode: episode) }
        case 2:
            if let dataset = numbers[0], let episode = numbers[1] {
                return EpisodeID(dataset: dataset, episode: episode)
            }
        default: break
        }
        throw TrainingError.invalidArgument(
            name: "--eval-episodes", reason: "'\(text)' is not EPISODE or DATASET:EPISODE, as 3 or 1:3")
    }
}
