import Dataset

/// Which step of which dataset a training sample is, and what is random about it. All of it follows from the run's seed and the
/// position, so neither threads nor breaks change a sample.
public struct SampleID: Sendable, Hashable {
    /// Place in the endless sequence of samples.
    public let position: Int
    /// How often the data was gone through before.
    public let epoch: Int
    /// Position of the dataset in the mixture.
    public let dataset: Int
    /// Index of the episode in its dataset.
    public let episode: Int
    /// Row in the episode, from 0.
    public let row: Int
    /// For augmentation: crop, colours, language dropout.
    public let seed: UInt64

    public init(position: Int, epoch: Int, dataset: Int, episode: Int, row: Int, seed: UInt64) {
        self.position = position
        self.epoch = epoch
        self.dataset = dataset
        self.episode = episode
        self.row = row
        self.seed = seed
    }

    /// Another row of the episode, augmented alike.
    func moved(to row: Int) -> SampleID {
        SampleID(position: position, epoch: epoch, dataset: dataset, episode: episode, row: row, seed: seed)
    }
}
