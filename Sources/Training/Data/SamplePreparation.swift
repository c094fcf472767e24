import Dataset
import Embodiment
import Transforms

/// What makes a training sample of a step: its rows and pictures, then the transforms of its embodiment, augmented as the
/// sample's seed says.
///
///     let preparation = try SamplePreparation(mixture, pipelines: [.newEmbodiment: pipeline])
///     let loader = try DataLoader(stream: stream, plan: plan, prepare: preparation.callAsFunction)
public struct SamplePreparation: Sendable {
    private let mixture: LeRobotMixtureDataset
    /// One per dataset.
    private let pipelines: [TransformPipeline]

    /// - Parameter pipelines: one per embodiment of the mixture, made with the mixture's metadata.
    /// - Throws: ``DataLoaderError/noPipeline(tag:dataset:)``,
    ///   ``DataLoaderError/pipelinesDiffer(tag:sizes:other:otherSizes:)``; `DatasetError` and `TransformError` for videos
    ///   whose pictures can't be used.
    public init(_ mixture: LeRobotMixtureDataset, pipelines: [EmbodimentTag: TransformPipeline]) throws {
        var chosen: [TransformPipeline] = []
        for component in mixture.components {
            let tag = component.embodimentTag
            guard let pipeline = pipelines[tag] else {
                throw DataLoaderError.noPipeline(tag: tag.rawValue, dataset: component.dataset.root.path)
            }
            if let first = chosen.first, first.sizes != pipeline.sizes {
                throw DataLoaderError.pipelinesDiffer(
                    tag: tag.rawValue, sizes: pipeline.sizes, other: first.embodiment.rawValue, otherSizes: first.sizes)
            }
            chosen.append(
                component.hasActions ? pipeline : try pipeline.watching(component.dataset.videoMetadata()))
        }
        self.mixture = mixture
        self.pipelines = chosen
    }

    /// The whole sample, augmented as its seed says.
    /// - Throws: `DatasetError`, `TransformError`, `TokenizationError`.
    public func callAsFunction(_ id: SampleID) throws -> ModelInput { try self(id, mode: .training(seed: id.seed)) }

    /// The whole sample, whatever its seed.
    /// - Throws: `DatasetError`, `TransformError`, `TokenizationError`.
    public func callAsFunction(_ id: SampleID, mode: TransformMode) throws -> ModelInput {
        let sample = try mixture.step(EpisodeID(dataset: id.dataset, episode: id.episode), row: id.row)
        guard mixture.components[id.dataset].hasActions else {
            return try pipelines[id.dataset].applyVideo(sample.observation, mode: mode)
        }
        return try pipelines[id.dataset].apply(sample.observation, action: sample.action, mode: mode)
    }

    /// Its numbers alone, for a model whose view of pictures and words is kept. No video is opened.
    /// - Throws: `DatasetError`, `TransformError`.
    public func stateAction(_ id: SampleID) throws -> StateActionInput {
        guard mixture.components[id.dataset].hasActions else { return pipelines[id.dataset].numbersOfVideo }
        let episode = EpisodeID(dataset: id.dataset, episode: id.episode)
        let sample = try mixture.step(episode, row: id.row, pictures: false)
        return try pipelines[id.dataset].applyStateAction(sample.observation, action: sample.action)
    }
}

extension TransformPipeline {
    /// What has to be the same in all samples of a batch.
    fileprivate var sizes: String {
        "\(config.modality.state.deltaIndices.count)x\(config.maxStateDim) states and "
            + "\(config.modality.action.deltaIndices.count)x\(config.maxActionDim) actions"
    }
}
