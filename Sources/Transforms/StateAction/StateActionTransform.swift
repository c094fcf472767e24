import Dataset
import Embodiment

/// All that happens to the numbers of one modality: per key a change of rotation, normalisation, or sine and cosine, then the
/// keys side by side. Built for one dataset's metadata, so that every key, width and statistic is checked before the first
/// sample.
public struct StateActionTransform: Sendable {
    private let transforms: [ComposedModalityTransform]
    private let inputWidths: [Int]
    public let concat: ConcatTransform
    /// Steps in one sample, T.
    public let horizon: Int

    /// - Parameters:
    ///   - keys: in the order of concatenation, all of `modality`.
    ///   - modalities: shape of each name in the dataset.
    ///   - maximumWidth: the most that all keys together may take.
    /// - Throws: ``TransformError``, which names the key.
    public init(
        keys: [ModalityKey], horizon: Int, config: StateActionConfig, modalities: [String: StateActionMetadata],
        statistics: [String: Statistics], maximumWidth: Int
    ) throws {
        var transforms: [ComposedModalityTransform] = []
        var widths: [Int] = []
        var parts: [ConcatTransform.Part] = []
        var total = 0
        for key in keys {
            guard let metadata = modalities[key.name] else {
                throw TransformError.missingMetadata(key: key, present: modalities.keys.sorted())
            }
            guard metadata.shape.count == 1, let width = metadata.shape.first, width > 0, width <= maximumWidth else {
                throw TransformError.badShape(key: key, shape: metadata.shape, maximum: maximumWidth)
            }
            let transform = ComposedModalityTransform(
                try config.steps(for: key, metadata: metadata, statistics: statistics))
            guard let output = transform.outputWidth(of: width) else {
                throw TransformError.conflict(
                    key: key, problem: "has \(width) numbers, which is not what its rotation or its statistics take")
            }
            total += output
            guard total <= maximumWidth else {
                throw TransformError.tooWide(key: key, width: total, maximum: maximumWidth)
            }
            transforms.append(transform)
            widths.append(width)
            parts.append(ConcatTransform.Part(key: key, width: output))
        }
        self.transforms = transforms
        self.inputWidths = widths
        self.concat = ConcatTransform(parts)
        self.horizon = horizon
    }

    /// [T, D] per name to [T, width].
    public func apply(_ groups: [String: Matrix]) throws -> Matrix {
        var matrices: [Matrix] = []
        for (index, part) in concat.parts.enumerated() {
            guard let matrix = groups[part.key.name] else {
                throw TransformError.missingKey(key: part.key, present: groups.keys.sorted())
            }
            guard matrix.columns == inputWidths[index] else {
                throw TransformError.wrongWidth(key: part.key, found: matrix.columns, expected: inputWidths[index])
            }
            guard matrix.rows == horizon else {
                throw TransformError.wrongSteps(key: part.key, found: matrix.rows, expected: horizon)
            }
            try requireFinite(matrix, part.key)
            let result = try transforms[index].apply(matrix)
            try requireFinite(result, part.key)
            matrices.append(result)
        }
        return concat.apply(matrices, rows: horizon)
    }

    /// [T, width] to [T, D] per name; T is free.
    public func unapply(_ joined: Matrix) throws -> [String: Matrix] {
        var groups: [String: Matrix] = [:]
        for ((part, transform), matrix) in zip(zip(concat.parts, transforms), concat.unapply(joined)) {
            try requireFinite(matrix, part.key)
            let result = try transform.unapply(matrix)
            try requireFinite(result, part.key)
            groups[part.key.name] = result
        }
        return groups
    }

    private func requireFinite(_ matrix: Matrix, _ key: ModalityKey) throws {
        guard let index = matrix.values.firstIndex(where: { !$0.isFinite }) else { return }
        throw TransformError.notFinite(
            key: key, row: index / matrix.columns, dimension: index % matrix.columns,
            value: "\(matrix.values[index])")
    }
}

extension StateActionConfig {
    /// The steps of one key, in order. The rules are the reference's (`StateActionTransform.set_metadata`).
    fileprivate func steps(
        for key: ModalityKey, metadata: StateActionMetadata, statistics: [String: Statistics]
    ) throws -> [any InvertibleTransform] {
        let mode = normalizationModes[key]
        let target = targetRotations[key]
        if sinCos.contains(key) {
            guard mode == nil, target == nil else {
                throw TransformError.conflict(
                    key: key, problem: "is listed under sin_cos and has a normalisation mode or a target rotation too")
            }
            return [StateActionSinCosTransform()]
        }
        if let target {
            guard let source = metadata.rotationType else {
                throw TransformError.conflict(
                    key: key, problem: "has a target rotation, but modality.json gives it no rotation_type")
            }
            guard metadata.absolute else {
                throw TransformError.conflict(
                    key: key, problem: "is relative (absolute: false); only an absolute rotation can be converted")
            }
            if source != target {
                let rotation = RotationTransform(from: source, to: target, key: key)
                guard let mode else { return [rotation] }
                guard mode == .minMax else {
                    throw TransformError.conflict(
                        key: key,
                        problem: "is converted to \(target.rawValue), which only min_max can normalise, not "
                            + mode.rawValue)
                }
                let bounds = target.boundStatistics
                return [rotation, try Normalizer(.minMax, bounds, key: key, width: target.width)]
            }
        }
        guard let mode else { return [] }
        guard metadata.continuous || mode == .binary else {
            throw TransformError.conflict(
                key: key, problem: "is not continuous, so its mode must be binary, not \(mode.rawValue)")
        }
        if mode == .binary { return [Normalizer.binary] }
        guard let own = statistics[key.name] else {
            throw TransformError.missingStatistics(key: key, present: statistics.keys.sorted())
        }
        return [try Normalizer(mode, own, key: key, width: metadata.shape.first ?? 0)]
    }
}

extension RotationType {
    /// The fixed bounds as statistics.
    fileprivate var boundStatistics: Statistics {
        let high = Array(repeating: bound, count: width)
        let low = high.map { -$0 }
        return Statistics(max: high, min: low, mean: [], std: [], q01: [], q99: [])
    }
}
