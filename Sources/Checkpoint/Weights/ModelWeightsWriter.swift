import Foundation

/// Writes the weights of a checkpoint: one `model.safetensors`, or shards with an index when that would be too large.
public enum ModelWeightsWriter {
    /// The reference's limit for one file, in bytes (`max_shard_size="5GB"` of `save_pretrained`).
    public static let largestShard = 5_000_000_000

    /// Writes `tensors` into `directory`, replacing the weights that are there. Until every byte is on the disk, the old ones
    /// stay; if anything fails before that, nothing has changed.
    /// - Parameters:
    ///   - tensors: in the order in which they fill the shards.
    ///   - stem: `model`, or `adapter_model` for LoRA.
    ///   - largestShard: bytes of data in one file; a tensor that is larger gets a file of its own.
    ///   - supply: called once per tensor, file by file.
    /// - Throws: as ``SafetensorsWriter/write(_:metadata:to:supply:)``.
    public static func write(
        _ tensors: [TensorEntry], to directory: URL, stem: String = "model",
        metadata: [String: String] = ["format": "pt"], largestShard: Int = largestShard,
        supply: SafetensorsWriter.Supply
    ) throws {
        try write(
            groups: [tensors], to: directory, stem: stem, metadata: metadata, largestShard: largestShard,
            supply: supply)
    }

    /// As ``write(_:to:stem:metadata:largestShard:supply:)``, with files that never hold tensors of two groups: what changes
    /// from checkpoint to checkpoint apart from what does not.
    /// - Parameter existing: a file with exactly these tensors, which is linked instead of written where that can be done.
    public static func write(
        groups: [[TensorEntry]], to directory: URL, stem: String = "model",
        metadata: [String: String] = ["format": "pt"], largestShard: Int = largestShard,
        existing: (_ tensors: [TensorEntry]) -> URL? = { _ in nil }, supply: SafetensorsWriter.Supply
    ) throws {
        var names: Set<String> = []
        for tensor in groups.joined() where !names.insert(tensor.name).inserted {
            throw CheckpointError.nameTaken(tensor: tensor.name)
        }
        let shards = groups.flatMap { split($0, largestShard: largestShard) }.filter {
            !$0.isEmpty || groups.count == 1
        }
        let fileNames =
            shards.count == 1
            ? ["\(stem).safetensors"] : shards.indices.map { shardName(stem, $0 + 1, of: shards.count) }
        let files = try zip(shards, fileNames).map { shard, name in
            let url = directory.appending(path: name)
            if let same = existing(shard), let file = AtomicFile(url, linkedTo: same) { return file }
            return try SafetensorsWriter.prepare(shard, metadata: metadata, to: url, supply: supply)
        }
        let index = directory.appending(path: "\(stem).safetensors.index.json")
        if shards.count == 1 {
            // The single file counts from the moment it is there; the rest is tidying up.
            try files.forEach { try $0.commit() }
            unlink(index.path)
        } else {
            let indexFile = try prepareIndex(shards, fileNames, at: index)
            // Without an index no one can take a mixture of old and new shards for a checkpoint.
            unlink(index.path)
            try files.forEach { try $0.commit() }
            try indexFile.commit()
            unlink(directory.appending(path: "\(stem).safetensors").path)
        }
        try removeOldShards(directory, stem: stem, keep: Set(fileNames))
    }

    /// Fills shard after shard in order, as the reference does (`huggingface_hub`, `serialization/_base.py`).
    static func split(_ tensors: [TensorEntry], largestShard: Int) -> [[TensorEntry]] {
        var shards: [[TensorEntry]] = []
        var current: [TensorEntry] = []
        var bytes = 0
        for tensor in tensors {
            if tensor.byteCount > largestShard {
                shards.append([tensor])
                continue
            }
            if tensor.byteCount > largestShard - bytes {
                shards.append(current)
                current = []
                bytes = 0
            }
            current.append(tensor)
            bytes += tensor.byteCount
        }
        return current.isEmpty && !shards.isEmpty ? shards : shards + [current]
    }

    private static func prepareIndex(
        _ shards: [[TensorEntry]], _ fileNames: [String], at url: URL
    ) throws -> AtomicFile {
        var weightMap: [String: String] = [:]
        for (shard, name) in zip(shards, fileNames) {
            for tensor in shard { weightMap[tensor.name] = name }
        }
        let totalSize = shards.joined().reduce(0) { $0 + $1.byteCount }
        let json = Array(WeightIndex.json(weightMap: weightMap, totalSize: totalSize).utf8)
        let file = try AtomicFile(url, expectedBytes: json.count)
        try json.withUnsafeBytes(file.append)
        try file.finish()
        return file
    }

    /// `model-00001-of-00002.safetensors`.
    private static func shardName(_ stem: String, _ number: Int, of count: Int) -> String {
        func fiveDigits(_ value: Int) -> String {
            String(repeating: "0", count: max(0, 5 - String(value).count)) + String(value)
        }
        return "\(stem)-\(fiveDigits(number))-of-\(fiveDigits(count)).safetensors"
    }

    /// Shards of an earlier checkpoint with another number of files would lie around for ever.
    private static func removeOldShards(_ directory: URL, stem: String, keep: Set<String>) throws {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: directory.path) } catch {
            throw CheckpointError.cannotRead(path: directory.path, reason: systemMessage())
        }
        for name in names where !keep.contains(name) && isShardName(name, stem: stem) {
            unlink(directory.appending(path: name).path)
        }
    }

    private static func isShardName(_ name: String, stem: String) -> Bool {
        guard name.hasPrefix("\(stem)-"), name.hasSuffix(".safetensors") else { return false }
        let numbers = name.dropFirst(stem.count + 1).dropLast(".safetensors".count).split(separator: "-")
        return numbers.count == 3 && numbers[1] == "of"
            && [numbers[0], numbers[2]].allSatisfy { $0.allSatisfy(\.isNumber) }
    }
}
