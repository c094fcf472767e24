import Checkpoint
import Foundation
import NeuralNetwork
import Torch

/// A checkpoint written again as a whole one: an adapter merged into its weights, or the weights in another dtype.
public struct CheckpointConversion {
    public let source: ModelCheckpoint
    /// Of all weights; `nil` keeps the dtype that each has in its file.
    public let dtype: DType?
    private let weights: TensorSource
    private let config: GR00TConfig
    private let entries: [TensorEntry]

    /// Checks that the weights are those of the configuration; reads none.
    ///
    /// Throws ``ModelError``, `CheckpointError` and `CheckpointProblems`.
    public init(_ source: ModelCheckpoint, dtype: DType?) throws {
        self.source = source
        self.dtype = dtype
        var config = try source.config
        let weights = try source.checkedWeights()
        if let dtype { config.torchDtype = "\(dtype)" }
        (self.config, self.weights) = (config, weights)
        let types = Dictionary(
            uniqueKeysWithValues: try ModelWeights(source.base).entries.map { ($0.key, $0.value.type) })
        entries = try weights.entries.sorted { $0.key < $1.key }.map { key, entry in
            try TensorEntry(name: key, type: dtype?.fileType ?? types[key] ?? entry.dtype.fileType, shape: entry.shape)
        }
    }

    /// Bytes of the weights that are written.
    public var byteCount: Int { entries.reduce(0) { $0 + $1.byteCount } }

    /// Writes everything that a checkpoint consists of into `directory`, which is there.
    ///
    /// - Parameter progress: bytes written so far and in total.
    /// - Throws: `CheckpointError`, and ``ModelError/invalidWeight(key:reason:)`` for a value that the dtype can't hold.
    public func write(to directory: URL, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws {
        var done = 0
        let total = byteCount
        let metadata = RandomCheckpoint.metadata(isRandom: try source.isUntrained)
        try ModelWeightsWriter.write(entries, to: directory, metadata: metadata) { entry, append in
            defer { weights.release(entry.name) }
            try catchingTorchErrors { try converted(entry) }.withBytes(append)
            done += entry.byteCount
            progress(done, total)
        }
        let old = try? Data(contentsOf: source.base.appending(path: "config.json"))
        try WholeFile.write(
            config.json(keepingUnknownOf: old ?? Data()), to: directory.appending(path: "config.json"))
        try CompanionFiles.copy(from: source.base, to: directory)
        // An adapter's own data first; what it lacks is the base's.
        for origin in [source.directory, source.base] {
            try CompanionFiles.copy(CompanionFiles.experiment, from: origin, to: directory)
        }
    }

    private func converted(_ entry: TensorEntry) throws -> Tensor {
        let tensor = try weights.tensor(entry.name)
        guard let dtype = DType(entry.type), tensor.dtype != dtype else { return tensor.contiguous() }
        let result = tensor.to(dtype).contiguous()
        // float16 ends at 65504.
        if dtype == .float16, result.isFinite().all().double == 0, tensor.isFinite().all().double != 0 {
            throw ModelError.invalidWeight(
                key: entry.name, reason: "has values that float16 can't hold; choose bf16 or fp32")
        }
        return result
    }
}
