import Embodiment

/// What can be wrong with datasets that are to be mixed, each of which is sound.
public enum MixtureError: Error, Equatable, CustomStringConvertible {
    /// There is nothing to draw from.
    case noDatasets
    /// A weight is not a positive number.
    case badWeight(dataset: String, weight: Double)
    /// No dataset has the weight 1, so nothing says how long an epoch is.
    case noPrimaryDataset(weights: [Double])
    /// The weights are so far apart that no epoch would end.
    case endlessEpoch(weights: [Double])
    /// No rows are left of a dataset.
    case noSteps(dataset: String)
    /// An episode is to be left out of a dataset that the mixture does not have.
    case unknownDataset(index: Int, count: Int)
    /// Two datasets of one embodiment disagree about `key`.
    case conflictingModalities(
        tag: EmbodimentTag, key: String, dataset: String, value: String, other: String, otherValue: String)

    public var description: String {
        switch self {
        case .noDatasets: "no dataset is given. Name at least one."
        case .badWeight(let dataset, let weight):
            "\(dataset) has the weight \(weight). Give a positive number up to 1e9, or leave the dataset out."
        case .noPrimaryDataset(let weights):
            "none of the weights \(weights) is exactly 1, and the length of an epoch is taken from the datasets of weight "
                + "1. Give the most important dataset the weight 1."
        case .endlessEpoch(let weights):
            "with the weights \(weights) an epoch would not end. Give weights that are closer together."
        case .noSteps(let dataset):
            "\(dataset) has no steps to draw from. Leave the dataset out, or hold fewer of its episodes out."
        case .unknownDataset(let index, let count):
            "there is no dataset number \(index) to hold episodes out of. Use \(count == 1 ? "0" : "0 to \(count - 1)")."
        case .conflictingModalities(let tag, let key, let dataset, let value, let other, let otherValue):
            "\(dataset): \(key) is \(value), but \(otherValue) in \(other), which has the same embodiment tag "
                + "'\(tag.rawValue)'. Correct meta/modality.json, or give the datasets different embodiment tags."
        }
    }
}
