import Dataset
import Foundation
import Model
import Synchronization
import Tokenization
import Torch
import Training
import Transforms

/// A dataset with instructions of different lengths, a checkpoint that is small enough to train on in no time, and runs on
/// them.
struct FeatureBench: Sendable {
    /// Episodes of 5, 6 and 4 rows.
    let dataset: URL
    let checkpoint: URL

    static let steps = 15
    static let batchSize = 4

    static let shared = Result { try FeatureBench() }

    private static let root: URL = {
        atexit { try? FileManager.default.removeItem(at: FeatureBench.root) }
        return FileManager.default.temporaryDirectory.appending(path: "gr00t-features-\(getpid())")
    }()

    private init() throws {
        dataset = Self.root.appending(path: "dataset")
        checkpoint = Self.root.appending(path: "checkpoint")
        try ToyData.record(
            [5, 6, 4], to: dataset,
            tasks: ["wave wave wave wave wave wave", "pick up the red cube and place it in the box", "push the button"])
        try Self.write(to: checkpoint, seed: 5)
    }

    /// The nano preset with tiles of 28 x 28 pixels, which become 4 tokens.
    static func write(to directory: URL, seed: UInt64) throws {
        var eagle = ModelPreset.nano.eagle(
            vocabulary: NanoTokenizer.vocabularySize, imageToken: NanoTokenizer.imageTokenID)
        (eagle.forceImageSize, eagle.vision.imageSize) = (28, 28)
        try RandomCheckpoint.write(ModelPreset.nano.config, eagle, to: directory, dtype: .float32, seed: seed)
        try NanoTokenizer.write(to: directory)
    }

    static let config: DataConfig = {
        var config = ToyData.config
        config.languageDropoutProb = 0
        return config
    }()

    /// Arguments of a run that keeps its features in `cache`.
    func arguments(_ output: URL, cache: URL, steps: Int = 8, variants: Int = 0) -> TrainingArguments {
        var arguments = TrainingArguments(datasetPaths: [dataset.path], outputDirectory: output.path)
        arguments.maxSteps = steps
        arguments.batchSize = Self.batchSize
        arguments.computeDtype = .float32
        arguments.dataloaderNumWorkers = 2
        arguments.dataloaderPrefetchFactor = 1
        arguments.reportTo = ["none"]
        arguments.cachesBackboneFeatures = true
        arguments.featureVariants = variants
        arguments.featureCacheDirectory = cache.path
        return arguments
    }

    func setup(
        _ arguments: TrainingArguments, config: DataConfig = Self.config, checkpoint: URL? = nil, resumes: Bool = false,
        isDry: Bool = false
    ) throws -> RunSetup {
        try RunSetup(
            arguments, dataConfig: config, base: checkpoint ?? self.checkpoint, resumes: resumes, isDry: isDry)
    }

    /// What a run came to.
    struct Outcome {
        let losses: [Double]
        let features: FeatureUse
        let notes: [String]
    }

    /// - Parameter stopAfter: asks the run to stop after this many steps of it.
    static func run(
        _ setup: RunSetup, keepsFeatures: Bool = true, stopAfter: Int? = nil
    ) async throws -> Outcome {
        let seen = Mutex((losses: [Double](), notes: [String]()))
        let observer = TrainingObserver(
            onStep: { report in seen.withLock { $0.losses.append(report.loss) } },
            note: { text in seen.withLock { $0.notes.append(text) } },
            shouldStop: { seen.withLock { stopAfter == $0.losses.count } })
        let summary = try await TrainRunner(
            setup, processors: [], observer: observer, keepsFeatures: keepsFeatures
        ).run()
        let (losses, notes) = seen.withLock { ($0.losses, $0.notes) }
        return Outcome(losses: losses, features: summary.features ?? FeatureUse(), notes: notes)
    }
}

/// The largest relative difference; infinite where the numbers are not as many.
func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).map { abs($0 - $1) / abs($1) }.max() ?? 0
}
