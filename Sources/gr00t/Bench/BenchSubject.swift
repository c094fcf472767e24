import Dataset
import Embodiment
import Foundation
import Media
import Model
import NeuralNetwork
import Policy
import Torch
import Transforms

/// What is timed.
protocol BenchSubject: AnyObject {
    var model: GR00TModel { get }
    var tokens: Int { get }
    var tiles: Int { get }
    /// Of the latest ``act()``, normalised.
    var actions: Tensor? { get }
    var displacementError: Double? { get }
    func act() throws
}

/// The model on a recorded observation, without transforms.
final class RecordedSubject: BenchSubject {
    let model: GR00TModel
    private let observation: RecordedObservation
    private let steps: Int?
    private(set) var actions: Tensor?

    init(_ checkpoint: URL, _ io: URL, _ precision: Precision, _ steps: Int?) throws {
        let checkpoint = try ModelCheckpoint(checkpoint)
        model = try GR00TModel(
            checkpoint.config, checkpoint.eagle(recordedIn: io),
            loading: .loading(checkpoint.weights(prefetch: true), precision: precision))
        observation = try RecordedObservation(io, for: model)
        self.steps = steps
    }

    var tokens: Int { observation.input.inputIDs.size(1) }
    var tiles: Int { observation.input.pixels.size(0) }

    func act() throws {
        actions = try withNoGrad {
            let context = try model.encode(observation.input)
            traced("encode", observation.state)
            return try model.sample(
                context, state: observation.state, embodiments: observation.embodiments, noise: observation.noise,
                steps: steps)
        }
    }

    var displacementError: Double? {
        guard let expected = observation.expected, let actions else { return nil }
        return (actions - expected).vectorNorm().double / (expected - observation.noise).vectorNorm().double
    }
}

/// A policy on an observation drawn to fit it.
final class DrawnSubject: BenchSubject {
    private let policy: Gr00tPolicy
    private let observation: Observation
    let tokens: Int
    let tiles: Int
    let actions: Tensor? = nil
    let displacementError: Double? = nil

    init(_ bench: Bench) throws {
        let directory = try CheckpointLocation.locate(bench.checkpoint)
        let tag = try EmbodimentTag(named: bench.embodimentTag)
        let metadata = try MetadataFile.read(checkpoint: directory, embodimentTag: tag)
        let config = try DataConfig.chosen(bench.dataConfig)
        policy = try Gr00tPolicy(
            loading: directory, metadata: metadata,
            options: PolicyOptions(
                dataConfig: config, embodimentTag: tag, precision: bench.precision,
                denoisingSteps: bench.denoisingSteps, tokenizer: bench.tokenizer.map { URL(filePath: $0) }))
        observation = DrawnSubject.observation(policy.pipeline.config, metadata)
        let sample = try policy.pipeline.apply(observation)
        (tokens, tiles) = (sample.tokens.count, sample.images.count)
    }

    var model: GR00TModel { policy.model }

    func act() throws { _ = try policy.getAction(observation) }

    /// Pictures of a gradient, the mean state, and an instruction.
    private static func observation(_ config: DataConfig, _ metadata: DatasetMetadata) -> Observation {
        var observation = Observation()
        for key in config.modality.video.modalityKeys {
            let size = metadata.modalities.video[key.name]?.resolution ?? [256, 256]
            let pixels = (0..<size[0] * size[1] * 3).map { UInt8(truncatingIfNeeded: $0 / 7) }
            let image = Image(height: size[1], width: size[0], pixels: pixels)
            observation.video[key.name] = config.modality.video.deltaIndices.map { _ in image }
        }
        for key in config.modality.state.modalityKeys {
            let mean = metadata.statistics.state[key.name]?.mean ?? []
            let rows = config.modality.state.deltaIndices.count
            observation.state[key.name] = Matrix(
                rows: rows, columns: mean.count, values: (0..<rows).flatMap { _ in mean })
        }
        for key in config.modality.language.modalityKeys {
            observation.annotation[key.name] = ["pick the pear from the counter and place it in the plate"]
        }
        return observation
    }
}
