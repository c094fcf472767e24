import Embodiment

/// How the 1 % and 99 % quantiles of several datasets become one; the names are the reference's.
public enum PercentileMixing: String, Sendable, Codable, CaseIterable {
    /// The mean of the quantiles, by the datasets' weights: what the reference's fine-tuning uses.
    case weightedAverage = "weighted_average"
    /// The smallest 1 % and the largest 99 % quantile.
    case minMax = "min_max"
}

extension DatasetMetadata {
    /// One dataset of those that are merged.
    public struct Part: Sendable {
        /// For messages.
        public let name: String
        public let metadata: DatasetMetadata
        /// How often the dataset is drawn, relative to the other parts.
        public let weight: Double

        public init(name: String, metadata: DatasetMetadata, weight: Double) {
            self.name = name
            self.metadata = metadata
            self.weight = weight
        }
    }

    /// The metadata of datasets of one embodiment together.
    ///
    /// - Throws: ``MixtureError``: no part, a weight that is not positive, or modalities that are not the same.
    public init(merging parts: [Part], percentiles: PercentileMixing = .weightedAverage) throws(MixtureError) {
        guard let first = parts.first else { throw .noDatasets }
        for part in parts {
            guard part.weight > 0, part.weight.isFinite else {
                throw .badWeight(dataset: part.name, weight: part.weight)
            }
            if let conflict = ModalityConflict(first, part) { throw conflict.error }
        }
        // Nothing is computed for one dataset: its numbers stay as they are to the last bit.
        guard parts.count > 1 else {
            self = first.metadata
            return
        }
        let total = parts.reduce(0) { $0 + $1.weight }
        let weights = parts.map { $0.weight / total }
        func merged(_ groups: [[String: Statistics]]) -> [String: Statistics] {
            (groups.first ?? [:]).reduce(into: [:]) { result, group in
                let statistics = groups.compactMap { $0[group.key] }
                result[group.key] = Statistics(mixing: statistics, weights: weights, percentiles: percentiles)
            }
        }
        self.init(
            statistics: DatasetStatistics(
                state: merged(parts.map(\.metadata.statistics.state)),
                action: merged(parts.map(\.metadata.statistics.action))),
            modalities: first.metadata.modalities, embodimentTag: first.metadata.embodimentTag)
    }
}

extension Statistics {
    /// - Parameter weights: sum to 1.
    /// - Precondition: all parts have as many dimensions as the first.
    init(mixing parts: [Statistics], weights: [Double], percentiles: PercentileMixing) {
        func mixed(_ values: KeyPath<Statistics, [Double]>, _ mix: ([Double]) -> Double) -> [Double] {
            (0..<(parts.first?[keyPath: values].count ?? 0)).map { dimension in
                mix(parts.map { $0[keyPath: values][dimension] })
            }
        }
        func average(_ values: [Double]) -> Double { zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } }
        func least(_ values: [Double]) -> Double { values.min() ?? 0 }
        func greatest(_ values: [Double]) -> Double { values.max() ?? 0 }
        let mean = mixed(\.mean, average)
        // The reference's sum of w (s^2 + m^2) - mean^2, in a form that rounding cannot make negative.
        let variance = (0..<Swift.min(mean.count, parts.map(\.std.count).min() ?? 0)).map { dimension in
            average(
                parts.map { part in
                    let (spread, shift) = (part.std[dimension], part.mean[dimension] - mean[dimension])
                    return spread * spread + shift * shift
                })
        }
        let averaged = percentiles == .weightedAverage
        self.init(
            max: mixed(\.max, greatest), min: mixed(\.min, least), mean: mean, std: variance.map { $0.squareRoot() },
            q01: mixed(\.q01, averaged ? average : least), q99: mixed(\.q99, averaged ? average : greatest))
    }
}
