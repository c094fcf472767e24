import Dataset
import Transforms

/// Which step shows what came of a sample's chunk of actions: the one after its last action, or the episode's last.
public struct ChunkEnd: Sendable {
    private let mixture: LeRobotMixtureDataset
    /// Rows from a sample to the end of its chunk.
    private let rows: Int

    /// - Parameter config: says of which steps a chunk consists.
    public init(_ mixture: LeRobotMixtureDataset, _ config: DataConfig) {
        self.mixture = mixture
        rows = (config.modality.action.deltaIndices.max() ?? 0) + 1
    }

    /// The same cameras at the end of the chunk of `id`, augmented alike.
    ///
    /// Throws `DatasetError` for an episode that is not there.
    public func callAsFunction(_ id: SampleID) throws -> SampleID {
        let length = try mixture.components[id.dataset].dataset.episode(id.episode).length
        return id.moved(to: min(id.row + rows, length - 1))
    }
}
