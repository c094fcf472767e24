import Distributed
import Model
import NeuralNetwork
import Policy
import Tokenization
import Torch
import Transforms

/// Features of a batch, those that are stored and those that the backbone has to compute, which are stored then. Belongs to
/// the thread that trains.
///
/// In a batch prompts are padded on the left. What is stored has no padding, and nothing reads what fills batches up
/// (``PromptPadding/ignored``).
final class BackboneFeatures {
    private let cache: FeatureCache
    private let model: GR00TModel
    private let processor: EagleProcessor
    private let note: (String) -> Void
    private var isStoring: Bool
    private(set) var use = FeatureUse()

    /// - Parameter note: takes what people should know, once.
    init(_ cache: FeatureCache, _ model: GR00TModel, processor: EagleProcessor, note: @escaping (String) -> Void) {
        self.cache = cache
        self.model = model
        self.processor = processor
        self.note = note
        isStoring = cache.store?.isWritable ?? false
    }

    /// In the dtype of the action head's matrices.
    ///
    /// Throws ``ModelError`` for a sample that does not fit the model, `TorchError`, and what preparing a sample throws.
    func callAsFunction(_ samples: [PreparedSample<FeatureSample>]) throws -> TrainingBatch.Sight {
        let samples = samples.map(cache.refreshed)
        var missing: [(place: Int, input: ModelInput)] = []
        for (place, sample) in samples.enumerated() {
            guard case .missing(let input, let isDamaged) = sample.payload.sight else { continue }
            missing.append((place, input))
            if isDamaged { use.damaged += 1 }
        }
        use.computed += missing.count
        use.reused += samples.count - missing.count
        let computed = missing.isEmpty ? nil : try compute(missing.map(\.input))
        if let computed { store(computed, missing.map { (samples[$0.place].payload.slot, $0.input.tokens.count) }) }
        return try assembled(samples, computed, places: missing.map(\.place))
    }

    /// What the cache was good for until now, over all processes; all have to ask. Throws `DistributedError`.
    func use(of group: ProcessGroup?) throws -> FeatureUse {
        var total = use
        if let group {
            let numbers = [use.computed, use.reused, use.damaged].map(Double.init) + [use.seconds]
            let sums = try group.gather(numbers).reduce([0, 0, 0, 0]) { zip($0, $1).map(+) }
            (total.computed, total.reused, total.damaged) = (Int(sums[0]), Int(sums[1]), Int(sums[2]))
            total.seconds = sums[3] / Double(group.worldSize)
        }
        total.places = cache.space.samples
        if let store = cache.store { (total.stored, total.bytes) = store.stored(in: cache.slots.trained) }
        return total
    }

    private func compute(_ inputs: [ModelInput]) throws -> Tensor {
        let start = ContinuousClock.now
        defer { use.seconds += (ContinuousClock.now - start) / .seconds(1) }
        return try features(of: ModelBatch(inputs, padding: processor).input)
    }

    private func features(of input: VisionLanguageInput) throws -> Tensor {
        try catchingTorchErrors {
            // Once; a backbone whose features are all stored never needs it.
            model.settle()
            return try withNoGrad { try model.features(input).to(model.parameters.precision.dtype).contiguous() }
        }
    }

    /// Keeps what was computed. A disk that does not take it ends the keeping, not the training.
    private func store(_ features: Tensor, _ slots: [(slot: Int, tokens: Int)]) {
        guard isStoring else { return }
        let (length, row) = (features.size(1), features.size(2) * features.dtype.bytes)
        features.withBytes { bytes in
            for (index, (slot, tokens)) in slots.enumerated() {
                let end = (index + 1) * length * row
                keep(UnsafeRawBufferPointer(rebasing: bytes[end - tokens * row..<end]), in: slot)
            }
        }
    }

    private func keep(_ bytes: UnsafeRawBufferPointer, in slot: Int) {
        guard isStoring, let store = cache.store, let reason = store.write(bytes, to: slot) else { return }
        isStoring = false
        note(
            "features are not stored any more in \(store.directory.path): \(reason). The training goes on; features that are "
                + "not there are computed each time")
    }

    /// Rows of all samples in one tensor, right-aligned.
    private func assembled(
        _ samples: [PreparedSample<FeatureSample>], _ computed: Tensor?, places: [Int]
    ) throws -> TrainingBatch.Sight {
        let lengths = samples.map(\.payload.tokens)
        let batch = try FeatureBatch(
            lengths: lengths, width: model.eagle.text.hiddenSize, dtype: model.parameters.precision.dtype)
        for (place, sample) in samples.enumerated() {
            if case .stored(let features) = sample.payload.sight { batch.put(features.bytes, at: place) }
        }
        if let computed {
            let length = computed.size(1)
            computed.withBytes { bytes in
                for (index, place) in places.enumerated() { batch.put(bytes, sample: index, of: length, at: place) }
            }
        }
        return .features(batch.tensor, attentionMask: batch.attentionMask)
    }
}
