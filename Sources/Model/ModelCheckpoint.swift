import Checkpoint
import Foundation
import NeuralNetwork

/// A checkpoint's directory: one with a whole model, or one with an adapter (LoRA) that belongs to another.
public struct ModelCheckpoint: Sendable {
    /// What was named. The metadata of the data are here.
    public let directory: URL
    /// Where `config.json`, the tokenizer and the weights are that an adapter is added to; else ``directory``.
    public let base: URL
    public let adapter: AdapterConfigFile?

    /// - Parameters:
    ///   - base: directory or name of the checkpoint that an adapter belongs to, where it is not what `adapter_config.json`
    ///     says.
    ///   - locate: finds a base by its directory, or its name in the hub's cache.
    /// - Throws: ``AdapterError`` for an adapter that is of no use, or whose base is not found.
    public init(
        _ directory: URL, base: String? = nil,
        locate: (String) throws -> URL = { try HubEnvironment().cache.locate($0) }
    ) throws {
        self.directory = directory
        guard ModelCheckpoint.isAdapter(directory) else {
            (self.base, adapter) = (directory, nil)
            return
        }
        let adapter = try AdapterConfigFile(directory: directory)
        let name = base ?? adapter.baseModelNameOrPath
        do { self.base = try locate(name) } catch {
            throw AdapterError.baseNotFound(adapter: directory.path, base: name, reason: "\(error)")
        }
        guard !ModelCheckpoint.isAdapter(self.base) else {
            throw AdapterError.baseIsAdapter(adapter: directory.path, base: self.base.path)
        }
        self.adapter = adapter
    }

    /// Whether the directory has an adapter and no whole model.
    public static func isAdapter(_ directory: URL) -> Bool {
        func has(_ name: String) -> Bool {
            FileManager.default.fileExists(atPath: directory.appending(path: name).path)
        }
        return has(AdapterConfigFile.name) && !has("config.json")
    }

    public var config: GR00TConfig { get throws { try GR00TConfig(base.appending(path: "config.json")) } }

    public var eagle: EagleConfig { get throws { try EagleConfig(directory: base, config.family) } }

    /// The weights, an adapter merged into them. Throws ``CheckpointError`` and ``CheckpointProblems``.
    /// - Parameter prefetch: asks the kernel to read all files ahead in the background.
    public func weights(prefetch: Bool = false) throws -> TensorSource {
        let whole = TensorSource(try ModelWeights(base, prefetch: prefetch))
        guard let adapter else { return whole }
        let matrices = TensorSource(try ModelWeights(directory, stem: AdapterConfigFile.stem))
        return try whole.merging(matrices, scale: adapter.scale)
    }

    /// The weights, held against the configuration by their keys and shapes; reads none.
    ///
    /// Throws ``ModelError``, ``CheckpointError`` and ``CheckpointProblems``.
    func checkedWeights() throws -> TensorSource {
        let declared = ParameterStore.declaring()
        _ = try GR00TModel(config, eagle, parameters: declared)
        let weights = try weights()
        try declared.check(weights)
        return weights
    }

    /// The vision-language part's weights alone, for a new action head. Throws as a checkpoint that is not whole does:
    /// ``ModelError``, ``CheckpointError`` and ``CheckpointProblems``.
    public func backboneWeights() throws -> TensorSource {
        let all = try checkedWeights()
        return TensorSource(
            name: all.name, entries: all.entries.filter { $0.key.hasPrefix("backbone.") }, tensor: all.tensor,
            release: all.release)
    }

    /// Whether the weights were drawn and never trained.
    public var isUntrained: Bool { get throws { try adapter == nil && RandomCheckpoint.wrote(ModelWeights(base)) } }
}
