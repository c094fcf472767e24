import Dataset
import Embodiment
import Transforms

/// One number of a joint group: how it is spread over the dataset, and what min_max normalisation makes of it.
struct DimensionSummary: Encodable {
    let key: String
    let dimension: Int
    /// Of `meta/info.json`.
    let joint: String?
    let mean, std, min, max, q01, q99: Double
    /// Normalised to -1...1 by min_max.
    let normalizedMean: Double
    let normalizedQ01: Double
    let normalizedQ99: Double

    var isConstant: Bool { min == max }

    /// Most of the values share a small part of -1...1, because a few are far out.
    var hasOutliers: Bool { !isConstant && normalizedQ99 - normalizedQ01 < 1 }

    enum CodingKeys: String, CodingKey {
        case key, dimension, joint, mean, std, min, max, q01, q99
        case normalizedMean, normalizedQ01, normalizedQ99, constant
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(key, forKey: .key)
        try container.encode(dimension, forKey: .dimension)
        try container.encodeIfPresent(joint, forKey: .joint)
        for (value, key) in [
            (mean, CodingKeys.mean), (std, .std), (min, .min), (max, .max), (q01, .q01), (q99, .q99),
            (normalizedMean, .normalizedMean), (normalizedQ01, .normalizedQ01), (normalizedQ99, .normalizedQ99),
        ] { try container.encode(value, forKey: key) }
        try container.encode(isConstant, forKey: .constant)
    }

    /// Every number of every joint group. Throws `TransformError` for statistics that contradict themselves.
    static func all(_ statistics: DatasetStatistics, _ dataset: LeRobotDataset) throws -> [DimensionSummary] {
        try [(Modality.state, statistics.state), (.action, statistics.action)].flatMap { modality, groups in
            try dataset.modalityMap.names(modality).flatMap { name in
                try group(ModalityKey(modality, name), groups[name], dataset)
            }
        }
    }

    private static func group(
        _ key: ModalityKey, _ statistics: Statistics?, _ dataset: LeRobotDataset
    ) throws -> [DimensionSummary] {
        guard let slice = dataset.modalityMap.slices(key.modality)[key.name], let statistics else { return [] }
        let normalizer = try Normalizer(.minMax, statistics, key: key, width: slice.width)
        func normalized(_ row: [Double]) -> [Double] {
            normalizer.apply(Matrix(rows: 1, columns: slice.width, values: row)).values
        }
        let (mean, low, high) = (
            normalized(statistics.mean), normalized(statistics.q01), normalized(statistics.q99)
        )
        let feature = dataset.info.features[slice.column(key.modality)]
        let joints = feature.flatMap { $0.names?.count == $0.width ? $0.names : nil }
        return (0..<slice.width).map { index in
            DimensionSummary(
                key: key.description, dimension: index, joint: joints?[slice.start + index],
                mean: statistics.mean[index], std: statistics.std[index], min: statistics.min[index],
                max: statistics.max[index], q01: statistics.q01[index], q99: statistics.q99[index],
                normalizedMean: mean[index], normalizedQ01: low[index], normalizedQ99: high[index])
        }
    }
}
