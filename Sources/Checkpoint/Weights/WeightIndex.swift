import Foundation

/// `model.safetensors.index.json`: which shard has which tensor.
///
///     {"metadata": {"total_size": 7642159104}, "weight_map": {"a.weight": "model-00001-of-00002.safetensors", …}}
struct WeightIndex: Decodable {
    /// Tensor's name to the file name of its shard, beside the index.
    let weightMap: [String: String]

    private enum CodingKeys: String, CodingKey {
        case weightMap = "weight_map"
    }

    /// Reads and checks the index at `url`. Throws ``CheckpointError/cannotRead(path:reason:)`` or
    /// ``CheckpointError/badIndex(path:problems:)``.
    init(_ url: URL) throws {
        let bytes = try MappedFile(url.path, .readOnly).withBytes { bytes throws(CheckpointError) in
            // As for a header: bounds what a hostile file can make a reader allocate.
            guard bytes.count <= SafetensorsHeader.longest else {
                throw .badIndex(path: url.path, problems: [.notAnIndex("it has \(bytes.count) bytes")])
            }
            return Data(bytes)
        }
        do { self = try JSONDecoder().decode(WeightIndex.self, from: bytes) } catch {
            throw CheckpointError.badIndex(path: url.path, problems: [.notAnIndex(describe(error))])
        }
        let unsafe = Set(weightMap.values.filter { !Self.isFileName($0) }).sorted()
        guard unsafe.isEmpty else {
            throw CheckpointError.badIndex(path: url.path, problems: unsafe.map { .shardOutside($0) })
        }
    }

    /// The JSON as the reference writes it: two spaces, keys sorted, a line break at the end.
    static func json(weightMap: [String: String], totalSize: Int) -> String {
        let lines = weightMap.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "    \(jsonString($0.key)): \(jsonString($0.value))" }
        return """
            {
              "metadata": {
                "total_size": \(totalSize)
              },
              "weight_map": {
            \(lines.joined(separator: ",\n"))
              }
            }

            """
    }

    /// Whether `name` can only be a file of the index's own directory: no `../x`, no `/x`, nothing hidden.
    private static func isFileName(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains(UInt8(ascii: "/")) && !name.utf8.contains(0)
    }
}

/// What can be wrong between an index and its shards.
public enum WeightIndexProblem: Error, Equatable, CustomStringConvertible {
    case notAnIndex(String)
    /// A shard's name that is not a plain file name.
    case shardOutside(String)
    case missingShard(String)
    case notInShard(tensor: String, shard: String)
    case notInIndex(tensor: String, shard: String)

    public var description: String {
        switch self {
        case .notAnIndex(let reason): "it is not JSON with a weight_map of strings (\(reason))"
        case .shardOutside(let name): "the shard '\(name)' is not a file name in the same directory"
        case .missingShard(let name): "the shard \(name) is missing"
        case .notInShard(let tensor, let shard): "\(shard) does not have the tensor '\(tensor)'"
        case .notInIndex(let tensor, let shard):
            "\(shard) has the tensor '\(tensor)', which the index does not list for it"
        }
    }
}

/// Foundation's decoding error in one line, with the path of keys.
func describe(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let context: DecodingError.Context? =
        switch error {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            context
        @unknown default: nil
        }
    guard let context else { return "\(error)" }
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
}
