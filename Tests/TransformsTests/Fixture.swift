import Checkpoint
import Dataset
import Embodiment
import Foundation
import Media
import TestSupport
import Testing

/// The reference's outputs in `shared/fixtures/n15_data`.
struct Fixture {
    let file: SafetensorsFile
    let meta: Meta

    init() throws {
        let folder = Shared.fixtures.appending(path: "n15_data")
        file = try SafetensorsFile(folder.appending(path: "io.safetensors"))
        meta = try JSONDecoder().decode(Meta.self, from: Data(contentsOf: folder.appending(path: "meta.json")))
    }

    func values<T: BitwiseCopyable>(_ name: String, as type: T.Type) throws -> [T] {
        try file.withBytes(of: name) { bytes in
            (0..<bytes.count / MemoryLayout<T>.size).map {
                bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<T>.size, as: T.self)
            }
        }
    }

    func shape(_ name: String) throws -> [Int] { try #require(file.entries[name]).shape }

    /// An F64 tensor [T, D].
    func matrix(_ name: String) throws -> Matrix {
        let shape = try shape(name).suffix(2)
        return Matrix(
            rows: shape.first ?? 0, columns: shape.last ?? 0, values: try values(name, as: Double.self))
    }

    /// An F32 tensor [1, T, D].
    func floatMatrix(_ name: String) throws -> Matrix {
        let shape = try shape(name).suffix(2)
        return Matrix(
            rows: shape.first ?? 0, columns: shape.last ?? 0, values: try values(name, as: Float.self).map(Double.init))
    }

    func booleans(_ name: String) throws -> [Bool] { try values(name, as: UInt8.self).map { $0 != 0 } }

    /// A U8 tensor [H, W, 3].
    func image(_ name: String) throws -> Image {
        let shape = try shape(name)
        return Image(height: shape[0], width: shape[1], pixels: try values(name, as: UInt8.self))
    }

    struct Meta: Decodable {
        let metadata: [String: DatasetMetadata]
        let normalizer: NormalizerCase
        let rotation: [String: RotationCase]
        let tiles: [String: TilesCase]
    }

    struct NormalizerCase: Decodable {
        let stats: Statistics
        let x: [[Double]]
        let out: [String: Output]

        struct Output: Decodable {
            let forward: [[Double]]
            let inverse: [[Double]]?

            enum CodingKeys: String, CodingKey {
                case forward
                case inverse = "inverse_of_forward"
            }
        }
    }

    struct RotationCase: Decodable {
        let source: [Nested]?
        let out: [Nested]?
        let back: [Nested]?

        enum CodingKeys: String, CodingKey {
            case source = "in"
            case out, back
        }
    }

    struct TilesCase: Decodable {
        let n_tiles: Int
        let tile_mean: [Double]
        let tile_std: [Double]
        let probe: [String: Double]
    }

    /// Numbers, or rows of numbers (matrices are nested one deeper).
    enum Nested: Decodable {
        case number(Double)
        case row([Nested])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else {
                self = .row(try container.decode([Nested].self))
            }
        }

        var flat: [Double] {
            switch self {
            case .number(let value): [value]
            case .row(let parts): parts.flatMap(\.flat)
            }
        }
    }
}

extension Matrix {
    init(_ rows: [[Double]]) {
        self.init(rows: rows.count, columns: rows.first?.count ?? 0, values: rows.flatMap { $0 })
    }

    /// Largest difference of two matrices of one shape; infinite for other shapes and where a value is no number.
    func distance(to other: Matrix) -> Double {
        guard rows == other.rows, columns == other.columns else { return .infinity }
        let differences = zip(values, other.values).map { abs($0 - $1) }
        return differences.contains { $0.isNaN } ? .infinity : differences.max() ?? 0
    }
}

extension Image {
    /// How many values differ, and by how much at most.
    func difference(to other: Image) -> (count: Int, largest: Int) {
        guard height == other.height, width == other.width else { return (.max, .max) }
        let differences = zip(pixels, other.pixels).map { abs(Int($0) - Int($1)) }
        return (differences.count { $0 > 0 }, differences.max() ?? 0)
    }
}
