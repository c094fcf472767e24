import Checkpoint
import Dataset
import Foundation
import Model
import Policy
import Synchronization
import TestSupport
import Tokenization
import Torch
import Training
import Transforms

/// A dataset of two short episodes and a nano checkpoint for it, made once for all tests; and runs on them.
struct NanoRun: Sendable {
    let dataset: URL
    let checkpoint: URL
    let dataConfig: DataConfig

    static let shared = Result { try NanoRun() }

    private static let root: URL = {
        atexit { try? FileManager.default.removeItem(at: NanoRun.root) }
        return FileManager.default.temporaryDirectory.appending(path: "gr00t-nano-run-\(getpid())")
    }()

    static let preset = ModelPreset.nano
    static var eagle: EagleConfig {
        preset.eagle(vocabulary: NanoTokenizer.vocabularySize, imageToken: NanoTokenizer.imageTokenID)
    }

    private init() throws {
        // Two that wait for each other on processors that the tests share are slower.
        Machine.threads = 1
        dataset = Self.root.appending(path: "reach")
        checkpoint = Self.root.appending(path: "nano")
        dataConfig = try DataConfig.named("so100")
        try FileManager.default.createDirectory(at: checkpoint, withIntermediateDirectories: true)
        try ReachDemonstration.record(to: dataset, episodes: 2, steps: 12)
        try NanoTokenizer.write(to: checkpoint)
        try RandomCheckpoint.write(Self.preset.config, Self.eagle, to: checkpoint, dtype: .bfloat16, seed: 1)
    }

    /// Six steps of two samples each.
    func arguments(_ output: URL) -> TrainingArguments {
        var arguments = TrainingArguments(datasetPaths: [dataset.path], outputDirectory: output.path)
        arguments.dataConfig = "so100"
        arguments.baseModelPath = checkpoint.path
        (arguments.maxSteps, arguments.batchSize) = (6, 2)
        (arguments.saveSteps, arguments.loggingSteps) = (100, 1)
        (arguments.dataloaderNumWorkers, arguments.dataloaderPrefetchFactor) = (1, 1)
        arguments.reportTo = ["none"]
        return arguments
    }

    func setup(_ arguments: TrainingArguments, resumes: Bool = false, isDry: Bool = false) throws -> RunSetup {
        try RunSetup(
            arguments, dataConfig: dataConfig, base: URL(filePath: arguments.baseModelPath), resumes: resumes,
            isDry: isDry)
    }

    /// The model in `directory` as a policy.
    func policy(_ directory: URL) throws -> Gr00tPolicy {
        try Gr00tPolicy(
            loading: directory,
            options: PolicyOptions(dataConfig: dataConfig, embodimentTag: .newEmbodiment, precision: .float32))
    }

    /// What was seen of a run.
    struct Outcome: Sendable {
        var losses: [Double] = []
        var gradientNorms: [Double] = []
        var notes: [String] = []
    }

    /// Trains until the end, or until `last` steps are made; then as if the user had pressed Ctrl-C.
    func train(_ arguments: TrainingArguments, resumes: Bool = false, until last: Int = .max) async throws -> Outcome {
        let outcome = Mutex(Outcome())
        let steps = Mutex(0)
        let runner = TrainRunner(
            try setup(arguments, resumes: resumes), processors: [],
            observer: TrainingObserver(
                onStep: { report in
                    steps.withLock { $0 = report.step }
                    outcome.withLock {
                        $0.losses.append(report.loss)
                        $0.gradientNorms.append(report.gradientNorm)
                    }
                },
                note: { text in outcome.withLock { $0.notes.append(text) } },
                shouldStop: { steps.withLock { $0 >= last } }))
        _ = try await runner.run()
        return outcome.withLock { $0 }
    }

    /// The bytes of every file with tensors in `directory`, by name.
    static func tensors(_ directory: URL) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        return Dictionary(
            uniqueKeysWithValues: try names.filter { $0.hasSuffix(".safetensors") }.map {
                ($0, try Data(contentsOf: directory.appending(path: $0)))
            })
    }
}
