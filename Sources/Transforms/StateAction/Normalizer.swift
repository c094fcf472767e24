import Dataset
import Embodiment

/// Normalises [T, D] by the statistics of its key, dimension by dimension (`Normalizer` of the reference,
/// `gr00t/data/transform/state_action.py`). A constant dimension comes back as its constant. Two differences: the arithmetic is
/// double, and `scale` has an inverse.
public struct Normalizer: InvertibleTransform {
    public let mode: NormalizationMode
    /// What is subtracted: min, q01 or mean; 0 for scale. Empty for binary.
    private let origin: [Double]
    /// What is divided by: max - min, q99 - q01, std or the largest magnitude. Empty for binary.
    private let span: [Double]

    /// 0 or 1; needs no statistics.
    public static let binary = Normalizer(mode: .binary, origin: [], span: [])

    private init(mode: NormalizationMode, origin: [Double], span: [Double]) {
        self.mode = mode
        self.origin = origin
        self.span = span
    }

    /// - Parameter width: D, which the statistics must have too.
    /// - Throws: ``TransformError/badStatistics(key:field:problem:)``.
    public init(_ mode: NormalizationMode, _ statistics: Statistics, key: ModalityKey, width: Int) throws {
        func checked(_ field: String, _ values: [Double]) throws -> [Double] {
            guard values.count == width else {
                throw TransformError.badStatistics(
                    key: key, field: field, problem: "has \(values.count) values for \(width) dimensions")
            }
            guard values.allSatisfy(\.isFinite) else {
                throw TransformError.badStatistics(key: key, field: field, problem: "has a value that is not finite")
            }
            return values
        }
        func differences(_ low: [Double], _ high: [Double], _ fields: String) throws -> [Double] {
            try zip(low, high).map { low, high in
                guard low <= high, (high - low).isFinite else {
                    throw TransformError.badStatistics(
                        key: key, field: fields, problem: "contradict each other: \(low) and \(high)")
                }
                return high - low
            }
        }
        self.mode = mode
        switch mode {
        case .minMax:
            origin = try checked("min", statistics.min)
            span = try differences(origin, checked("max", statistics.max), "min and max")
        case .q99:
            origin = try checked("q01", statistics.q01)
            span = try differences(origin, checked("q99", statistics.q99), "q01 and q99")
        case .meanStd:
            origin = try checked("mean", statistics.mean)
            span = try checked("std", statistics.std)
            guard span.allSatisfy({ $0 >= 0 }) else {
                throw TransformError.badStatistics(key: key, field: "std", problem: "has a negative value")
            }
        case .scale:
            span = zip(try checked("min", statistics.min), try checked("max", statistics.max))
                .map { Swift.max(abs($0), abs($1)) }
            origin = Array(repeating: 0, count: width)
        case .binary:
            (origin, span) = ([], [])
        }
    }

    public func outputWidth(of inputWidth: Int) -> Int? {
        mode == .binary || inputWidth == span.count ? inputWidth : nil
    }

    /// - Precondition: the matrix is as wide as the statistics.
    public func apply(_ matrix: Matrix) -> Matrix {
        var result = matrix
        for index in result.values.indices {
            let x = result.values[index]
            let dimension = index % matrix.columns
            result.values[index] =
                switch mode {
                case .binary: x > 0.5 ? 1 : 0
                case .minMax: span[dimension] == 0 ? 0 : 2 * ((x - origin[dimension]) / span[dimension]) - 1
                case .q99:
                    Swift.min(
                        Swift.max(
                            span[dimension] == 0 ? x : 2 * ((x - origin[dimension]) / span[dimension]) - 1, -1), 1)
                case .meanStd: span[dimension] == 0 ? x : (x - origin[dimension]) / span[dimension]
                case .scale: span[dimension] == 0 ? 0 : x / span[dimension]
                }
        }
        return result
    }

    /// - Precondition: the matrix is as wide as the statistics.
    public func unapply(_ matrix: Matrix) -> Matrix {
        var result = matrix
        for index in result.values.indices {
            let y = result.values[index]
            let dimension = index % matrix.columns
            result.values[index] =
                switch mode {
                case .binary: y > 0.5 ? 1 : 0
                case .minMax, .q99: (y + 1) / 2 * span[dimension] + origin[dimension]
                case .meanStd: y * span[dimension] + origin[dimension]
                case .scale: y * span[dimension]
                }
        }
        return result
    }
}
