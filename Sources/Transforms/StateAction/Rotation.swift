import Foundation

/// A rotation as a matrix, three rows. The conversions follow PyTorch3D's conventions (`pytorch3d/transforms`): quaternions are
/// w, x, y, z; `rotation_6d` is the first two rows (Zhou et al., "On the Continuity of Rotation Representations in Neural
/// Networks", 2019); Euler angles a, b, c about the axes i, j, k mean R = Ri(a) Rj(b) Rk(c).
struct Rotation {
    var rows: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)

    init(_ first: SIMD3<Double>, _ second: SIMD3<Double>, _ third: SIMD3<Double>) { rows = (first, second, third) }

    /// The rotation whose first two rows are nearest to two given ones (Gram-Schmidt); nil if they do not span a plane.
    init?(orthonormalizing first: SIMD3<Double>, _ second: SIMD3<Double>) {
        guard let x = normalized(first), let y = normalized(second - dot(x, second) * x) else { return nil }
        self.init(x, y, cross(x, y))
    }

    /// Of w, x, y, z of any length; nil for zero.
    init?(quaternion q: SIMD4<Double>) {
        let square = (q * q).sum()
        guard square > 1e-24, square.isFinite else { return nil }
        let (w, x, y, z, s) = (q[0], q[1], q[2], q[3], 2 / square)
        self.init(
            SIMD3(1 - s * (y * y + z * z), s * (x * y - z * w), s * (x * z + y * w)),
            SIMD3(s * (x * y + z * w), 1 - s * (x * x + z * z), s * (y * z - x * w)),
            SIMD3(s * (x * z - y * w), s * (y * z + x * w), 1 - s * (x * x + y * y)))
    }

    /// Of the axis times the angle in radians.
    init?(axisAngle v: SIMD3<Double>) {
        let angle = (v * v).sum().squareRoot()
        // sin(angle / 2) / angle; by its series where the quotient loses its digits.
        let factor = angle < 1e-6 ? 0.5 - angle * angle / 48 : sin(angle / 2) / angle
        self.init(quaternion: SIMD4(cos(angle / 2), v[0] * factor, v[1] * factor, v[2] * factor))
    }

    /// Of three angles in radians about `axes` (0, 1, 2 for X, Y, Z).
    init(euler angles: SIMD3<Double>, axes: EulerAxes) {
        self =
            Rotation(about: axes.first, by: angles[0]) * Rotation(about: axes.second, by: angles[1])
            * Rotation(about: axes.third, by: angles[2])
    }

    private init(about axis: Int, by angle: Double) {
        let (c, s) = (cos(angle), sin(angle))
        switch axis {
        case 0: self.init(SIMD3(1, 0, 0), SIMD3(0, c, -s), SIMD3(0, s, c))
        case 1: self.init(SIMD3(c, 0, s), SIMD3(0, 1, 0), SIMD3(-s, 0, c))
        default: self.init(SIMD3(c, -s, 0), SIMD3(s, c, 0), SIMD3(0, 0, 1))
        }
    }

    subscript(row: Int, column: Int) -> Double {
        (row == 0 ? rows.0 : row == 1 ? rows.1 : rows.2)[column]
    }

    static func * (left: Rotation, right: Rotation) -> Rotation {
        func row(_ r: SIMD3<Double>) -> SIMD3<Double> {
            r[0] * right.rows.0 + r[1] * right.rows.1 + r[2] * right.rows.2
        }
        return Rotation(row(left.rows.0), row(left.rows.1), row(left.rows.2))
    }

    /// w, x, y, z with w >= 0. Computed from the largest component, so that nothing is divided by a small number (Shepperd).
    var quaternion: SIMD4<Double> {
        let m = self
        let squares = SIMD4(
            1 + m[0, 0] + m[1, 1] + m[2, 2], 1 + m[0, 0] - m[1, 1] - m[2, 2],
            1 - m[0, 0] + m[1, 1] - m[2, 2], 1 - m[0, 0] - m[1, 1] + m[2, 2])
        let largest = squares.max()
        let q: SIMD4<Double> =
            if largest == squares[0] {
                SIMD4(largest, m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1])
            } else if largest == squares[1] {
                SIMD4(m[2, 1] - m[1, 2], largest, m[1, 0] + m[0, 1], m[0, 2] + m[2, 0])
            } else if largest == squares[2] {
                SIMD4(m[0, 2] - m[2, 0], m[1, 0] + m[0, 1], largest, m[1, 2] + m[2, 1])
            } else {
                SIMD4(m[1, 0] - m[0, 1], m[2, 0] + m[0, 2], m[2, 1] + m[1, 2], largest)
            }
        return q / (q[0] < 0 ? -1 : 1) / (q * q).sum().squareRoot()
    }

    /// The axis times the angle in radians, 0 to pi.
    var axisAngle: SIMD3<Double> {
        let q = quaternion
        let imaginary = SIMD3(q[1], q[2], q[3])
        let length = (imaginary * imaginary).sum().squareRoot()
        return length < 1e-12 ? 2 * imaginary : imaginary * (2 * atan2(length, q[0]) / length)
    }

    /// Three angles in radians, the second in [-pi/2, pi/2]. Where the second is a right angle (gimbal lock) only the sum or the
    /// difference of the others is determined: the third is 0 then.
    func euler(_ axes: EulerAxes) -> SIMD3<Double> {
        let (i, j, k, sign) = (axes.first, axes.second, axes.third, axes.sign)
        let sine = Swift.min(Swift.max(sign * self[i, k], -1), 1)
        if abs(sine) > 1 - 1e-14 { return SIMD3(atan2(sign * self[k, j], self[j, j]), asin(sine), 0) }
        return SIMD3(
            atan2(-sign * self[j, k], self[k, k]), asin(sine), atan2(-sign * self[i, j], self[i, i]))
    }
}

/// The axes that three Euler angles turn about, all different.
struct EulerAxes {
    let first, second, third: Int

    /// 1 if the axes are in the order X, Y, Z or turned around it, else -1.
    var sign: Double { (first + 1) % 3 == second ? 1 : -1 }
}

private func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

private func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
}

private func normalized(_ v: SIMD3<Double>) -> SIMD3<Double>? {
    let length = dot(v, v).squareRoot()
    return length > 1e-12 && length.isFinite ? v / length : nil
}
