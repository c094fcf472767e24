import Embodiment

/// Several datasets as one, each with a weight: `LeRobotMixtureDataset` of the reference (`gr00t/data/dataset.py`).
///
///     let mixture = try LeRobotMixtureDataset([
///         .init(kitchen, weight: 1, embodimentTag: .newEmbodiment), .init(office, weight: 0.5, embodimentTag: .gr1),
///     ])
///
/// Datasets of one embodiment must agree in all modalities and share their statistics (``metadata(percentiles:)``); those of
/// different embodiments need have nothing in common.
public struct LeRobotMixtureDataset: Sendable {
    public let components: [Component]
    /// What the draws are made of.
    public let sampling: MixtureSampling
    /// Per dataset the episodes that are drawn from, sorted by index: those that were not held out.
    public let episodes: [[Episode]]

    /// A dataset of the mixture.
    public struct Component: Sendable {
        public let dataset: LeRobotDataset
        /// Relative to the others; exactly 1 for a dataset that the epoch is measured by.
        public let weight: Double
        public let embodimentTag: EmbodimentTag
        /// False for videos that nobody acted in: pictures and instructions alone, which have no part in the statistics.
        public let hasActions: Bool

        public init(
            _ dataset: LeRobotDataset, weight: Double = 1, embodimentTag: EmbodimentTag, hasActions: Bool = true
        ) {
            self.dataset = dataset
            self.weight = weight
            self.embodimentTag = embodimentTag
            self.hasActions = hasActions
        }
    }

    /// - Parameters:
    ///   - balanceDatasetWeights: a dataset's weight is multiplied by its number of steps.
    ///   - balanceTrajectoryWeights: long episodes are drawn more often than short ones, so that every step of a dataset is
    ///     equally likely.
    ///   - heldOut: episodes that are never drawn.
    /// - Throws: ``MixtureError``; ``DatasetError/unknownEpisode(_:available:)`` for a held-out episode that is not there.
    public init(
        _ components: [Component], balanceDatasetWeights: Bool = true, balanceTrajectoryWeights: Bool = true,
        heldOut: Set<EpisodeID> = []
    ) throws {
        for held in heldOut {
            guard components.indices.contains(held.dataset) else {
                throw MixtureError.unknownDataset(index: held.dataset, count: components.count)
            }
            _ = try components[held.dataset].dataset.episode(held.episode)
        }
        let episodes = components.enumerated().map { index, component in
            component.dataset.episodes.filter { !heldOut.contains(EpisodeID(dataset: index, episode: $0.index)) }
        }
        self.components = components
        self.episodes = episodes
        sampling = try MixtureSampling(
            zip(components, episodes).map { component, episodes in
                .init(
                    name: component.dataset.root.path, weight: component.weight,
                    episodeLengths: episodes.map(\.length))
            }, balanceDatasetWeights: balanceDatasetWeights, balanceTrajectoryWeights: balanceTrajectoryWeights)
    }

    /// Steps that may be drawn.
    public var stepCount: Int { episodes.joined().reduce(0) { $0 + $1.length } }

    /// Embodiments of the datasets, sorted by name.
    public var embodimentTags: [EmbodimentTag] {
        Set(components.map(\.embodimentTag)).sorted { $0.rawValue < $1.rawValue }
    }

    /// What normalisation needs to know, per embodiment: the modalities that its datasets share, and their statistics, mixed
    /// with the probabilities of ``sampling``. Held-out episodes count in the statistics, as they do in the files.
    ///
    /// The reference passes the weights of all datasets to each embodiment, which fails or is wrong where there are several;
    /// here each has its own.
    ///
    /// - Throws: ``MixtureError/conflictingModalities(tag:key:dataset:value:other:otherValue:)``, and ``DatasetError`` for
    ///   statistics that are unusable.
    public func metadata(
        percentiles: PercentileMixing = .weightedAverage
    ) throws -> [EmbodimentTag: DatasetMetadata] {
        var merged: [EmbodimentTag: DatasetMetadata] = [:]
        for tag in embodimentTags {
            let acting = components.indices.filter {
                components[$0].embodimentTag == tag && components[$0].hasActions
            }
            let parts = try acting.map { index in
                let dataset = components[index].dataset
                return DatasetMetadata.Part(
                    name: dataset.root.path, metadata: try dataset.metadata(embodimentTag: tag),
                    weight: sampling.weights[index])
            }
            merged[tag] = try DatasetMetadata(merging: parts, percentiles: percentiles)
        }
        return merged
    }

    /// The step in row `row` of an episode of one of the datasets.
    /// - Parameter pictures: without them no video is opened and the sample has none.
    public func step(_ episode: EpisodeID, row: Int, pictures: Bool = true) throws -> Sample {
        guard components.indices.contains(episode.dataset) else {
            throw MixtureError.unknownDataset(index: episode.dataset, count: components.count)
        }
        return try components[episode.dataset].dataset.step(episode: episode.episode, row: row, pictures: pictures)
    }
}

/// An episode of one of several datasets.
public struct EpisodeID: Sendable, Hashable, Codable {
    /// Position of the dataset in the list of datasets.
    public let dataset: Int
    /// Index of the episode in its dataset.
    public let episode: Int

    public init(dataset: Int, episode: Int) {
        self.dataset = dataset
        self.episode = episode
    }
}
