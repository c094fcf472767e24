import Dataset
import Embodiment

/// Changes how a rotation is written down, between any two of the ten representations, by way of its matrix. A quaternion comes
/// back with w >= 0, an axis-angle with an angle of at most pi: the same rotation.
public struct RotationTransform: InvertibleTransform {
    public let source: RotationType
    public let target: RotationType
    private let key: ModalityKey

    /// - Parameter key: named in errors.
    public init(from source: RotationType, to target: RotationType, key: ModalityKey) {
        self.source = source
        self.target = target
        self.key = key
    }

    public func outputWidth(of inputWidth: Int) -> Int? { inputWidth == source.width ? target.width : nil }

    /// - Throws: ``TransformError/notARotation(key:row:representation:)``.
    public func apply(_ matrix: Matrix) throws -> Matrix { try convert(matrix, from: source, to: target) }

    /// - Throws: ``TransformError/notARotation(key:row:representation:)``.
    public func unapply(_ matrix: Matrix) throws -> Matrix { try convert(matrix, from: target, to: source) }

    private func convert(_ matrix: Matrix, from source: RotationType, to target: RotationType) throws -> Matrix {
        var values: [Double] = []
        values.reserveCapacity(matrix.rows * target.width)
        for row in 0..<matrix.rows {
            guard matrix.columns == source.width, let rotation = source.rotation(of: Array(matrix.row(row))) else {
                throw TransformError.notARotation(key: key, row: row, representation: source)
            }
            values += target.values(of: rotation)
        }
        return Matrix(rows: matrix.rows, columns: target.width, values: values)
    }
}

extension RotationType {
    /// Numbers that one rotation takes.
    public var width: Int {
        switch self {
        case .quaternion: 4
        case .rotation6D: 6
        case .matrix: 9
        case .axisAngle, .eulerRPY, .eulerRYP, .eulerPRY, .eulerPYR, .eulerYRP, .eulerYPR: 3
        }
    }

    /// Largest magnitude of each number, which `min_max` uses for a converted key instead of the dataset's statistics.
    public var bound: Double {
        switch self {
        case .quaternion, .rotation6D, .matrix: 1
        case .axisAngle, .eulerRPY, .eulerRYP, .eulerPRY, .eulerPYR, .eulerYRP, .eulerYPR: .pi
        }
    }

    /// nil unless this is one of the six orders of Euler angles; r, p, y are X, Y, Z.
    private var eulerAxes: EulerAxes? {
        switch self {
        case .eulerRPY: EulerAxes(first: 0, second: 1, third: 2)
        case .eulerRYP: EulerAxes(first: 0, second: 2, third: 1)
        case .eulerPRY: EulerAxes(first: 1, second: 0, third: 2)
        case .eulerPYR: EulerAxes(first: 1, second: 2, third: 0)
        case .eulerYRP: EulerAxes(first: 2, second: 0, third: 1)
        case .eulerYPR: EulerAxes(first: 2, second: 1, third: 0)
        case .axisAngle, .quaternion, .rotation6D, .matrix: nil
        }
    }

    /// - Parameter v: ``width`` numbers.
    /// - Returns: nil when they stand for no rotation: zero quaternion, rows that are parallel or mirrored.
    fileprivate func rotation(of v: [Double]) -> Rotation? {
        if let eulerAxes { return Rotation(euler: SIMD3(v[0], v[1], v[2]), axes: eulerAxes) }
        switch self {
        case .quaternion: return Rotation(quaternion: SIMD4(v[0], v[1], v[2], v[3]))
        case .axisAngle: return Rotation(axisAngle: SIMD3(v[0], v[1], v[2]))
        default:
            let rotation = Rotation(orthonormalizing: SIMD3(v[0], v[1], v[2]), SIMD3(v[3], v[4], v[5]))
            guard self == .matrix, let third = rotation?.rows.2 else { return rotation }
            return (third * SIMD3(v[6], v[7], v[8])).sum() > 0 ? rotation : nil
        }
    }

    /// ``width`` numbers.
    fileprivate func values(of rotation: Rotation) -> [Double] {
        if let eulerAxes { return Array(rotation.euler(eulerAxes)) }
        let rows = rotation.rows
        return switch self {
        case .quaternion: Array(rotation.quaternion)
        case .axisAngle: Array(rotation.axisAngle)
        case .rotation6D: Array(rows.0) + Array(rows.1)
        default: Array(rows.0) + Array(rows.1) + Array(rows.2)
        }
    }
}

extension Array where Element == Double {
    fileprivate init<V: SIMD>(_ vector: V) where V.Scalar == Double { self = vector.indices.map { vector[$0] } }
}
