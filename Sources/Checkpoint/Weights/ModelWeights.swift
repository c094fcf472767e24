import Foundation

/// The weights in a checkpoint's directory, one file or many, under one set of names: `model.safetensors`, or
/// `model.safetensors.index.json` and the shards that it lists. When both are there the single file counts, as for the
/// reference (`transformers`, `modeling_utils.py`).
public struct ModelWeights: Sendable {
    public let directory: URL
    /// By the tensor's name, over all files.
    public let entries: [String: TensorEntry]
    /// In the order of their names.
    public let files: [SafetensorsFile]
    /// Index into ``files``.
    private let fileOfTensor: [String: Int]

    /// Maps the weights in `directory` and checks that index and shards agree exactly.
    /// - Parameters:
    ///   - stem: `model`, or `adapter_model` for LoRA.
    ///   - access: `.copyOnWrite` when something may write through ``mappedBytes(of:)``.
    ///   - prefetch: ask the kernel to read all files ahead in the background.
    /// - Throws: ``CheckpointError``: `noWeights`, `cannotRead`, `badSafetensors`, or `badIndex` with every problem found.
    public init(
        _ directory: URL, stem: String = "model", access: MappingAccess = .readOnly, prefetch: Bool = false
    ) throws {
        self.directory = directory
        let single = directory.appending(path: "\(stem).safetensors")
        let index = directory.appending(path: "\(stem).safetensors.index.json")
        if FileManager.default.fileExists(atPath: single.path) {
            files = [try SafetensorsFile(single, access: access, prefetch: prefetch)]
            entries = files[0].entries
            fileOfTensor = entries.mapValues { _ in 0 }
            return
        }
        guard FileManager.default.fileExists(atPath: index.path) else {
            throw CheckpointError.noWeights(directory: directory.path, stem: stem)
        }
        let weightMap = try WeightIndex(index).weightMap
        let names = Set(weightMap.values).sorted()
        let missing = names.filter { !FileManager.default.fileExists(atPath: directory.appending(path: $0).path) }
        guard missing.isEmpty else {
            throw CheckpointError.badIndex(path: index.path, problems: missing.map { .missingShard($0) })
        }
        files = try names.map {
            try SafetensorsFile(directory.appending(path: $0), access: access, prefetch: prefetch)
        }
        let problems = Self.disagreements(weightMap, zip(names, files))
        guard problems.isEmpty else { throw CheckpointError.badIndex(path: index.path, problems: problems) }
        var entries: [String: TensorEntry] = [:]
        var fileOfTensor: [String: Int] = [:]
        for (number, file) in files.enumerated() {
            entries.merge(file.entries) { first, _ in first }
            for name in file.entries.keys { fileOfTensor[name] = number }
        }
        self.entries = entries
        self.fileOfTensor = fileOfTensor
    }

    /// The file that has tensor `name`. Throws ``CheckpointError/noSuchTensor(name:path:)``.
    public func file(of name: String) throws -> SafetensorsFile {
        guard let number = fileOfTensor[name] else {
            throw CheckpointError.noSuchTensor(name: name, path: directory.path)
        }
        return files[number]
    }

    /// ``SafetensorsFile/withBytes(of:_:)`` of the file that has `name`.
    public func withBytes<R>(of name: String, _ body: (UnsafeRawBufferPointer) throws -> R) throws -> R {
        try file(of: name).withBytes(of: name, body)
    }

    private static func disagreements(
        _ weightMap: [String: String], _ shards: some Sequence<(String, SafetensorsFile)>
    ) -> [WeightIndexProblem] {
        var problems: [WeightIndexProblem] = []
        var listed: [String: [String]] = [:]
        for (tensor, shard) in weightMap { listed[shard, default: []].append(tensor) }
        for (shard, file) in shards {
            for tensor in listed[shard, default: []].sorted() where file.entries[tensor] == nil {
                problems.append(.notInShard(tensor: tensor, shard: shard))
            }
            for tensor in file.entries.keys.sorted() where weightMap[tensor] != shard {
                problems.append(.notInIndex(tensor: tensor, shard: shard))
            }
        }
        return problems
    }
}
