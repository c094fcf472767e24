import Foundation

/// `adapter_config.json` of PEFT (0.17): what an adapter is and which checkpoint it belongs to.
public struct AdapterConfigFile: Sendable, Equatable {
    /// Directory or name of the checkpoint that the adapter belongs to; empty where the file does not say.
    public var baseModelNameOrPath: String
    public var rank: Int
    public var alpha: Double
    public var dropout: Double
    /// Paths of the adapted layers, or ends of their names.
    public var targetModules: [String]
    /// Rank-stabilised (arXiv 2312.03732): scaled by the root of the rank.
    public var useRslora = false

    public static let name = "adapter_config.json"
    /// Stem of the weights' file.
    public static let stem = "adapter_model"

    /// - Parameters:
    ///   - base: directory or name of the checkpoint that the adapter was trained on.
    ///   - targets: paths of the adapted layers.
    public init(_ config: LoRAConfig, base: String, targets: [String]) {
        baseModelNameOrPath = base
        rank = config.rank
        alpha = config.alpha
        dropout = config.dropout
        targetModules = targets.sorted()
    }

    /// What B A is multiplied with.
    public var scale: Double { alpha / (useRslora ? Double(rank).squareRoot() : Double(rank)) }

    /// Reads the file in `directory`. Throws ``AdapterError``, also for adapters that are more than two matrices per layer.
    public init(directory: URL) throws {
        let url = directory.appending(path: Self.name)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw AdapterError.noAdapter(directory: directory.path)
        }
        let fields: Fields
        do { fields = try JSONDecoder().decode(Fields.self, from: Data(contentsOf: url)) } catch {
            throw AdapterError.unreadable(file: url.path, reason: Fields.explain(error))
        }
        try fields.check(file: url.path)
        baseModelNameOrPath = fields.baseModelNameOrPath ?? ""
        rank = fields.rank
        alpha = fields.alpha ?? 8
        dropout = fields.dropout ?? 0
        targetModules = fields.targetModules?.names ?? []
        useRslora = fields.useRslora ?? false
    }

    /// The text of the file.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(Fields(self))
    }
}
