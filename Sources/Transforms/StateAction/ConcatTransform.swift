import Embodiment

/// Joins the keys of one modality side by side, in the order of the data config, and cuts them apart again.
public struct ConcatTransform: Sendable, Equatable {
    /// Keys with their widths, in order.
    public let parts: [Part]

    public struct Part: Sendable, Equatable {
        public let key: ModalityKey
        public let width: Int

        public init(key: ModalityKey, width: Int) {
            self.key = key
            self.width = width
        }
    }

    public init(_ parts: [Part]) { self.parts = parts }

    /// Width of the joined row.
    public var width: Int { parts.reduce(0) { $0 + $1.width } }

    /// [T, width] of one [T, D] per part, in the order of the parts.
    /// - Precondition: as many matrices as parts, of the parts' widths, all with `rows` rows.
    public func apply(_ matrices: [Matrix], rows: Int) -> Matrix {
        var values: [Double] = []
        values.reserveCapacity(rows * width)
        for row in 0..<rows {
            for matrix in matrices { values += matrix.row(row) }
        }
        return Matrix(rows: rows, columns: width, values: values)
    }

    /// One [T, D] per part of [T, width].
    public func unapply(_ joined: Matrix) -> [Matrix] {
        var start = 0
        return parts.map { part in
            defer { start += part.width }
            return joined.columns(start..<start + part.width)
        }
    }
}
