import Dataset

/// The endless sequence of training samples. Stateless: a sample follows from its position, so a run that goes on needs to know
/// only how many steps it has made.
///
/// One dataset: every epoch is another order of all steps, each exactly once, and the next epoch follows without a gap; a batch
/// may have samples of both (the reference ends an epoch with a short batch). Several datasets: draws of the mixture, with
/// the real epoch in the seed (the reference's persistent workers stay in epoch 0 and repeat its draws).
public struct SampleStream: Sendable {
    /// Samples per epoch.
    public let epochLength: Int
    /// Paths of the datasets, for messages.
    public let datasetNames: [String]
    public let seed: Int
    private let source: Source
    /// Per dataset the indices of the episodes that are drawn from.
    private let episodes: [[Int]]

    private enum Source: Sendable {
        case permutation(EpochOrders)
        case mixture(MixtureSampling)
    }

    /// Without what `mixture` holds out.
    /// - Throws: ``DataLoaderError/localShuffleOfMixture(datasets:)``.
    public init(
        _ mixture: LeRobotMixtureDataset, seed: Int = 42, shuffle: Shuffle = .uniform
    ) throws(DataLoaderError) {
        self.seed = seed
        datasetNames = mixture.components.map(\.dataset.root.path)
        episodes = mixture.episodes.map { $0.map(\.index) }
        if mixture.components.count == 1 {
            epochLength = mixture.stepCount
            source = .permutation(EpochOrders(lengths: mixture.episodes[0].map(\.length), seed: seed, shuffle: shuffle))
        } else {
            guard shuffle == .uniform else { throw .localShuffleOfMixture(datasets: mixture.components.count) }
            epochLength = mixture.sampling.epochLength
            source = .mixture(mixture.sampling)
        }
    }

    /// The sample at a position from 0 on.
    public func sample(at position: Int) -> SampleID {
        switch source {
        case .permutation(let orders):
            let place = orders.place(at: position)
            let episode = episodes[0][place.episode]
            return SampleID(
                position: position, epoch: place.epoch, dataset: 0, episode: episode, row: place.row,
                seed: UInt64(truncatingIfNeeded: DrawSeed.value(place.epoch, 0, episode, place.row, seed)))
        case .mixture(let sampling):
            let (epoch, index) = position.quotientAndRemainder(dividingBy: epochLength)
            let draw = sampling.draw(epoch: epoch, index: index, seed: seed)
            return SampleID(
                position: position, epoch: epoch, dataset: draw.dataset, episode: episodes[draw.dataset][draw.episode],
                row: draw.row, seed: draw.seed)
        }
    }
}
