import Torch

extension TensorSource {
    /// These weights with an adapter merged into them: W + scale · B A. A matrix is merged when it is read, and is then
    /// float32: rounded to W's dtype, many small changes would be lost.
    ///
    /// Throws ``CheckpointProblems`` where an adapter's matrix belongs to no matrix here, is of the wrong shape, or lacks its
    /// other half.
    public func merging(_ adapter: TensorSource, scale: Double) throws -> TensorSource {
        var problems = CheckpointProblems()
        problems.checkpoint = adapter.name
        problems.counterpart = "the checkpoint that it is merged into (\(name))"
        var adapted: Set<String> = []
        for name in adapter.entries.keys.sorted() {
            guard let key = TensorSource.adaptedKey(name), entries[key]?.shape.count == 2 else {
                problems.unused.append(name)
                continue
            }
            adapted.insert(key)
        }
        for key in adapted.sorted() {
            guard let shape = entries[key]?.shape else { continue }
            let (a, b) = TensorSource.names(key)
            let rank = adapter.entries[a]?.shape.first ?? adapter.entries[b]?.shape.last ?? 0
            _ = problems.check(a, [rank, shape[1]], adapter.entries[a])
            _ = problems.check(b, [shape[0], rank], adapter.entries[b])
        }
        if !problems.isEmpty { throw problems }
        let tensor = tensor
        return TensorSource(
            name: "\(name) with \(adapter.name)",
            entries: Dictionary(
                uniqueKeysWithValues: entries.map { key, entry in
                    (key, adapted.contains(key) ? Entry(shape: entry.shape, dtype: .float32) : entry)
                }),
            tensor: { [adapted] key in
                let base = try tensor(key)
                guard adapted.contains(key) else { return base }
                let (a, b) = TensorSource.names(key)
                return try withNoGrad {
                    let product = try adapter.tensor(b).to(.float32).mm(adapter.tensor(a).to(.float32))
                    return base.to(.float32) + product * scale
                }
            }, release: release)
    }

    /// The key of the matrix that the adapter's tensor `name` belongs to; `nil` for tensors that are no matrix of LoRA.
    private static func adaptedKey(_ name: String) -> String? {
        guard name.hasPrefix(LoRAConfig.prefix) else { return nil }
        for half in [".lora_A.weight", ".lora_B.weight"] where name.hasSuffix(half) {
            return "\(name.dropFirst(LoRAConfig.prefix.count).dropLast(half.count)).weight"
        }
        return nil
    }

    private static func names(_ key: String) -> (a: String, b: String) {
        let path = LoRAConfig.prefix + key.dropLast(".weight".count)
        return ("\(path).lora_A.weight", "\(path).lora_B.weight")
    }
}
