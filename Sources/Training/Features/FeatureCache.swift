import Dataset
import Foundation
import Model
import Transforms

/// Samples of a run whose backbone is frozen: each has one of a fixed number of views (``FeatureSlots``), so the backbone's
/// features of it are computed once and then read. This is the side of the loader's threads: it prepares what is missing
/// whole, and of what is there only the numbers.
struct FeatureCache: Sendable {
    let slots: FeatureSlots
    /// `nil` computes every feature again, of the same views.
    let store: FeatureStore?
    let space: FeatureSpace
    private let preparation: SamplePreparation

    /// Finds or makes the cache of a run. Reads the backbone's weights, to know which cache that is.
    ///
    /// Throws ``TrainingError`` where the disk has no room or can't be written, and what reading weights and data throws.
    /// - Parameter keepsFeatures: false computes every feature again, as for comparing.
    init(_ setup: RunSetup, space: FeatureSpace, preparation: SamplePreparation, keepsFeatures: Bool) throws {
        let arguments = setup.arguments
        slots = FeatureSlots(setup.mixture, variants: arguments.featureVariants, seed: arguments.seed)
        self.space = space
        self.preparation = preparation
        guard keepsFeatures else {
            store = nil
            return
        }
        let layout = try FeatureLayout(
            width: setup.eagle.text.hiddenSize, dtype: arguments.computeDtype.precision.dtype,
            longestPrompt: setup.promptTokens, samples: slots.count)
        let key = try FeatureKey(setup)
        let directory = space.directory.appending(path: try key.name(), directoryHint: .isDirectory)
        let store = try FeatureStore(
            directory, layout, reserve: FeatureCache.reserve(setup, beside: space.directory))
        try space.check(stored: store.stored(in: slots.trained).slots)
        let description = directory.appending(path: "key.json")
        if store.isWritable, !FileManager.default.fileExists(atPath: description.path) {
            try? key.json().write(to: description, options: .atomic)
        }
        self.store = store
    }

    /// What the model needs of a sample; its features, if they are there.
    func sample(_ id: SampleID) throws -> FeatureSample {
        let slot = slots.slot(of: id)
        let content = store?.content(of: slot) ?? .empty
        if case .features(let features) = content {
            return FeatureSample(slot: slot, numbers: try preparation.stateAction(id), sight: .stored(features))
        }
        let input = try whole(id)
        let isDamaged = if case .damaged = content { true } else { false }
        return FeatureSample(slot: slot, numbers: input.numbers, sight: .missing(input, isDamaged: isDamaged))
    }

    /// A sample that was missing when it was prepared, some batches ago, may be there by now.
    func refreshed(_ sample: PreparedSample<FeatureSample>) -> PreparedSample<FeatureSample> {
        let (slot, numbers) = (sample.payload.slot, sample.payload.numbers)
        guard case .missing = sample.payload.sight, case .features(let features)? = store?.content(of: slot) else {
            return sample
        }
        return PreparedSample(
            id: sample.id, payload: FeatureSample(slot: slot, numbers: numbers, sight: .stored(features)))
    }

    /// The sample with pictures and prompt.
    func whole(_ id: SampleID) throws -> ModelInput { try preparation(id, mode: slots.mode(of: id)) }

    /// What it is, for the log.
    var text: String {
        let whole = "\(ReadableNumber.count(space.samples)) samples, at most \(ReadableNumber.bytes(space.bytes))"
        guard let store else { return "features: computed each time, of the views of \(whole)" }
        let (stored, bytes) = store.stored(in: slots.trained)
        let free = space.free.map { "; \(ReadableNumber.bytes($0)) of its disk are free" } ?? ""
        return "features: \(ReadableNumber.count(stored)) (\(ReadableNumber.bytes(bytes))) of \(whole), are stored in "
            + "\(store.directory.path)"
            + (store.isWritable ? free : ", which can't be written: the others are computed each time")
    }

    /// What a checkpoint takes: a cache that fills the disk must not end the training when the next one is saved.
    private static func reserve(_ setup: RunSetup, beside directory: URL) throws -> Int {
        var (own, output) = (stat(), stat())
        guard stat(setup.output.url.path, &output) == 0 else { return 0 }
        try? FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        guard stat(directory.path, &own) == 0, own.st_dev == output.st_dev else { return 0 }
        let moments = setup.arguments.optimizer == .adamW ? 8 : 2
        // Weights, what is missing of their float32 values, an average of them, moments.
        return try ParameterCounts(setup).tuned * ((setup.arguments.emaDecay == nil ? 8 : 12) + moments)
    }
}

/// What a loader's thread made of a sample.
struct FeatureSample: Sendable {
    enum Sight: Sendable {
        case stored(StoredFeatures)
        /// - Parameter isDamaged: something was stored that is not what was written.
        case missing(ModelInput, isDamaged: Bool)
    }

    let slot: Int
    let numbers: StateActionInput
    let sight: Sight

    /// Tokens of its prompt.
    var tokens: Int {
        switch sight {
        case .stored(let features): features.tokens
        case .missing(let input, _): input.tokens.count
        }
    }
}
