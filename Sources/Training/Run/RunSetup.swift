import Checkpoint
import Dataset
import Embodiment
import Foundation
import Model
import NeuralNetwork
import Policy
import Tokenization
import Transforms

/// Everything a run is made of that can be looked up and checked before anything slow begins: data, transforms, the base
/// checkpoint's configuration, and where to go on.
public struct RunSetup: Sendable {
    public let arguments: TrainingArguments
    public let output: RunDirectory
    /// Where the run goes on; `nil` starts.
    public let resume: ResumePoint?
    public let mixture: LeRobotMixtureDataset
    /// Of the samples of an epoch: what suits the videos and the frame cache; a resumed run keeps the order it began with.
    public let shuffle: Shuffle
    public let metadata: DatasetMetadata
    public let pipeline: TransformPipeline
    /// The checkpoint that the weights are read from: the base, or the one that is resumed from.
    public let checkpoint: ModelCheckpoint
    /// The model as it will be trained: the data's horizon and width, the arguments' flags.
    public let config: GR00TConfig
    public let eagle: EagleConfig
    /// Tokens of the shortest and of the longest prompt, image tokens included.
    public let promptLengths: ClosedRange<Int>
    /// Directory of the checkpoint that the run began with.
    let base: URL
    /// Keeps other runs out of the output directory as long as this run is wanted.
    let lock: RunLock?

    /// - Parameters:
    ///   - dataConfig: what `arguments.dataConfig` means.
    ///   - base: directory of `arguments.baseModelPath`.
    ///   - resumes: go on with the run in the output directory.
    ///   - hubCache: where the tokenizer may be.
    ///   - tokenizer: its directory, where it is not found by itself.
    ///   - isDry: looks at the output directory, but neither makes nor holds it.
    /// - Throws: ``TrainingError``, `DatasetError`, `MixtureError`, `ModelError`, `TransformError`, `TokenizationError`.
    public init(
        _ arguments: TrainingArguments, dataConfig: DataConfig, base: URL, resumes: Bool, hubCache: URL? = nil,
        tokenizer: URL? = nil, isDry: Bool = false
    ) throws {
        try arguments.validate()
        let components = try RunSetup.components(arguments, dataConfig)
        try RunSetup.checkHeldOut(arguments.evalEpisodes, components)
        var arguments = arguments
        if arguments.evalSteps != nil, arguments.evalEpisodes.isEmpty {
            arguments.evalEpisodes = try RunSetup.lastEpisodes(components)
        }
        self.arguments = arguments
        output = RunDirectory(URL(filePath: arguments.outputDirectory, directoryHint: .isDirectory))
        mixture = try LeRobotMixtureDataset(
            components, balanceDatasetWeights: arguments.balanceDatasetWeights,
            balanceTrajectoryWeights: arguments.balanceTrajectoryWeights, heldOut: Set(arguments.evalEpisodes))
        let fingerprints = mixture.components.map { DataFingerprint($0.dataset) }
        if resumes {
            let resume = try ResumePoint(output.last())
            try resume.check(arguments, fingerprints)
            self.resume = resume
        } else {
            resume = nil
            if !isDry { try output.checkUnused() }
        }
        shuffle =
            if let begun = self.resume?.file.shuffle { begun } else if components.count > 1 { .uniform } else {
                .suited(to: try components[0].dataset.pictureAccess())
            }
        let tag = arguments.embodimentTag
        guard let metadata = try mixture.metadata()[tag] else {
            throw TrainingError.invalidArgument(name: "--embodiment-tag", reason: "no dataset is of \(tag.rawValue)")
        }
        self.metadata = metadata
        try resume?.check(metadata)

        // An adapter is trained on its base; everything else goes on from the checkpoint's own weights.
        let start = arguments.lora == nil ? resume?.directory ?? base : base
        checkpoint = try ModelCheckpoint(start)
        if arguments.lora != nil, checkpoint.adapter != nil {
            throw AdapterError.baseIsAdapter(adapter: arguments.outputDirectory, base: start.path)
        }
        let (old, eagle) = (try checkpoint.config, try checkpoint.eagle)
        try old.family.check(tag)
        self.eagle = eagle
        self.base = base
        config = try RunSetup.config(old, dataConfig, arguments, resumed: resume != nil)
        if let flare = arguments.flare { try flare.check(config.actionHead) }
        let loaded = try TokenizerLocator(chosen: tokenizer, checkpoint: checkpoint.base, hubCache: hubCache)
            .load(vocabularySize: eagle.text.vocabSize, imageTokenIndex: eagle.imageTokenIndex)
        pipeline = try dataConfig.pipeline(
            metadata: metadata, processor: EagleProcessor(loaded, for: old, eagle),
            embodiment: tag, maxStateDim: old.actionHead.maxStateDim, maxActionDim: config.actionDim,
            actionHorizon: config.actionHorizon,
            tiles: DynamicTiles(for: old, eagle))
        let texts = mixture.components.flatMap { $0.dataset.tasks.tasks.values } + [dataConfig.defaultInstruction]
        let lengths = try texts.map { [pipeline] in
            try pipeline.processor.tokens(instruction: $0, tilesPerImage: pipeline.tilesPerImage).count
        }
        promptLengths = (lengths.min() ?? 0)...(lengths.max() ?? 0)
        if arguments.cachesBackboneFeatures { try Self.checkFeaturesAreFixed(arguments, config, pipeline.config) }
        // Last: what is refused leaves no directory behind.
        lock = isDry ? nil : try output.take()
        if !isDry { try checkNobodyWasFaster() }
    }

    /// What was looked at before this run had the directory to itself is still so.
    private func checkNobodyWasFaster() throws {
        guard let resume else { return try output.checkUnused() }
        guard try output.last().lastPathComponent == resume.directory.lastPathComponent else {
            throw TrainingError.outputBusy(directory: output.url.path)
        }
    }

    private static func components(
        _ arguments: TrainingArguments, _ config: DataConfig
    ) throws -> [LeRobotMixtureDataset.Component] {
        let paths = arguments.allDatasetPaths
        let seenAndSaid = config.modality.byName.filter { ["video", "language"].contains($0.key) }
        return try paths.enumerated().map { index, path in
            let hasActions = index < arguments.datasetPaths.count
            return LeRobotMixtureDataset.Component(
                try LeRobotDataset(
                    URL(filePath: path, directoryHint: .isDirectory),
                    modalityConfigs: hasActions ? config.modality.byName : seenAndSaid,
                    options: DatasetOptions(frameCacheBytes: arguments.frameCacheBytes / paths.count)),
                embodimentTag: arguments.embodimentTag, hasActions: hasActions)
        }
    }

    /// Throws ``TrainingError/invalidArgument(name:reason:)`` for an episode without actions to compare with.
    private static func checkHeldOut(
        _ episodes: [EpisodeID], _ components: [LeRobotMixtureDataset.Component]
    ) throws {
        for held in episodes where components.indices.contains(held.dataset) && !components[held.dataset].hasActions {
            throw TrainingError.invalidArgument(
                name: "--eval-episodes",
                reason:
                    "\(held.dataset):\(held.episode) is of \(components[held.dataset].dataset.root.path), whose actions "
                    + "are not read (--action-free-dataset-path), so nothing can be compared with them: choose another")
        }
    }

    /// Of datasets with more than one.
    private static func lastEpisodes(_ components: [LeRobotMixtureDataset.Component]) throws -> [EpisodeID] {
        try components.enumerated().filter { $0.element.hasActions }.compactMap { index, component in
            guard component.dataset.episodes.count > 1 else {
                throw TrainingError.invalidArgument(
                    name: "--eval-steps",
                    reason: "\(component.dataset.root.path) has one episode; there is none to hold out")
            }
            return component.dataset.episodes.last.map { EpisodeID(dataset: index, episode: $0.index) }
        }
    }

    /// The base's configuration with the data's horizon and width, as the reference's script rebuilds the action head.
    private static func config(
        _ base: GR00TConfig, _ data: DataConfig, _ arguments: TrainingArguments, resumed: Bool
    ) throws -> GR00TConfig {
        var config = base
        config.actionHorizon = data.modality.action.deltaIndices.count
        config.actionHead.actionHorizon = config.actionHorizon
        // A narrower data config is padded; a wider one needs a wider head.
        let width = max(base.actionDim, data.maxActionDim)
        guard resumed == false || width == base.actionDim else {
            throw TrainingError.invalidArgument(
                name: "--data-config", reason: "max_action_dim is \(width), the checkpoint has \(base.actionDim)")
        }
        guard arguments.lora == nil || width == base.actionDim else {
            throw TrainingError.invalidArgument(
                name: "--lora-rank",
                reason:
                    "the data config's max_action_dim is \(width), the checkpoint has \(base.actionDim), and adapters "
                    + "can't make a model wider: leave --lora-rank out")
        }
        config.actionDim = width
        config.actionHead.actionDim = width
        config.actionHead.maxActionDim = width
        config.backbone.tuneLlm = arguments.tune.llm
        config.backbone.tuneVisual = arguments.tune.visual
        config.actionHead.tuneProjector = arguments.tune.projector
        config.actionHead.tuneDiffusionModel = arguments.tune.diffusionModel
        config.computeDtype = arguments.computeDtype.rawValue
        return config
    }

    /// Throws ``TrainingError/invalidArgument(name:reason:)`` where the same sample can have other features the next time.
    private static func checkFeaturesAreFixed(
        _ arguments: TrainingArguments, _ config: GR00TConfig, _ data: DataConfig
    ) throws {
        func refuse(_ reason: String) -> TrainingError {
            .invalidArgument(name: "--cache-backbone-features", reason: reason)
        }
        if let width = config.backbone.projectToDim {
            throw refuse(
                "the checkpoint's backbone ends in a layer that is trained (\(config.family == .n1 ? "N1's linear" : "project_to_dim is \(width)")), so "
                    + "its features change with every step")
        }
        let tune = arguments.tune
        guard !tune.tunesBackbone, arguments.lora?.isFullModel != true else {
            let trained =
                arguments.lora?.isFullModel == true ? "--lora-full-model" : tune.llm ? "--tune-llm" : "--tune-visual"
            throw refuse(
                "the backbone is trained (\(trained)), so its features change with every step: leave one of the two out"
            )
        }
        let dropout = data.languageDropoutProb
        guard dropout == 0 || arguments.featureVariants > 0 else {
            throw refuse(
                "the data config drops instructions (language_dropout_prob is \(dropout)), but without variants nothing about "
                    + "a sample is drawn: set it to 0, or give --feature-variants, each of which keeps or drops it")
        }
    }

    /// Tokens of the longest prompt, image tokens included.
    public var promptTokens: Int { promptLengths.upperBound }

    /// Epochs after `step` steps.
    public func epoch(after step: Int) -> Double {
        Double(step * arguments.globalBatchSize) / Double(max(1, mixture.stepCount))
    }

    /// What an adapter says of its base: a directory by its whole path, so that it is found from anywhere; a model of the hub
    /// by its name.
    var baseName: String {
        FileManager.default.fileExists(atPath: arguments.baseModelPath)
            ? base.standardizedFileURL.path : arguments.baseModelPath
    }

    /// Projectors that the data uses, sorted.
    public var embodiments: [Int] { mixture.embodimentTags.map(\.projectorIndex).sorted() }

    /// Images per sample.
    public var cameras: Int { RunSetup.cameras(pipeline.config) }

    private static func cameras(_ config: DataConfig) -> Int {
        config.modality.video.modalityKeys.count * config.modality.video.deltaIndices.count
    }

    /// Bytes of all pictures of the datasets, decoded.
    public var decodedBytes: Int {
        mixture.components.reduce(0) { total, component in
            let frame = metadata.modalities.video.values.reduce(0) { $0 + $1.resolution.reduce(3, *) }
            return total + component.dataset.stepCount * frame
        }
    }

    public var fingerprints: [DataFingerprint] { mixture.components.map { DataFingerprint($0.dataset) } }
}
