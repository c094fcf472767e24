import Foundation

/// Just enough of safetensors to read what the reference gave.
struct TensorFile {
    private let data: Data
    private let entries: [String: Entry]
    private let start: Int

    private struct Entry: Decodable {
        let dtype: String
        let data_offsets: [Int]
    }

    struct NoTensor: Error {
        let name: String
    }

    init(_ url: URL) throws {
        data = try Data(contentsOf: url)
        let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        start = 8 + length
        entries = try JSONDecoder().decode([String: Entry].self, from: data[8..<start])
    }

    func bytes(_ name: String, dtype: String = "U8") throws -> [UInt8] {
        guard let entry = entries[name], entry.dtype == dtype else { throw NoTensor(name: name) }
        return [UInt8](data[start + entry.data_offsets[0]..<start + entry.data_offsets[1]])
    }

    func doubles(_ name: String) throws -> [Double] {
        let bytes = try bytes(name, dtype: "F64")
        return bytes.withUnsafeBytes { raw in
            (0..<bytes.count / 8).map { raw.loadUnaligned(fromByteOffset: $0 * 8, as: Double.self) }
        }
    }
}
