import Checkpoint
import NeuralNetwork
import Torch

/// The weights of a model in training, as a checkpoint's tensors: those that are trained from memory, the others from the base.
struct TrainedWeights {
    let store: ParameterStore
    /// The weights that the run started or was resumed from.
    let base: TensorSource
    /// The weights that the run began with.
    let unusedRows: TensorSource
    /// Values of a trained parameter in a file's dtype: the weights, or their average.
    let values: (_ key: String, DType) -> Tensor
    /// What weight decay made of the rows of embodiments that the data does not use, since the run began.
    let unusedRowsDecay: Double

    /// Frozen tensors and trained ones, in files of their own: the former never change.
    func groups() throws -> [[TensorEntry]] {
        let entries = try entries()
        let tuned = Set(store.tunedKeys)
        return [entries.filter { !tuned.contains($0.name) }, entries.filter { tuned.contains($0.name) }]
    }

    /// Every tensor of the base, in its dtype, with the shapes that the model has now.
    private func entries() throws -> [TensorEntry] {
        let shapes = Dictionary(store.declarations.map { ($0.key, $0.shape) }) { first, _ in first }
        return try base.entries.sorted { $0.key < $1.key }.map { key, entry in
            try TensorEntry(name: key, type: entry.dtype.fileType, shape: shapes[key] ?? entry.shape)
        }
    }

    func supply(_ entry: TensorEntry, _ append: (UnsafeRawBufferPointer) throws -> Void) throws {
        let tensor = try tensor(entry.name)
        try tensor.withBytes(append)
        base.release(entry.name)
        unusedRows.release(entry.name)
    }

    private func tensor(_ key: String) throws -> Tensor {
        guard let dtype = base.entries[key]?.dtype else {
            throw CheckpointError.noSuchTensor(name: key, path: base.name)
        }
        guard store.tunedKeys.contains(key) else { return try base.tensor(key) }
        let trained = values(key, dtype)
        guard let rows = store.training?.embodiments, trained.shape != base.entries[key]?.shape else { return trained }
        let all = try unusedRows.tensor(key).to(.float32) * unusedRowsDecay
        return all.to(dtype).indexCopy(dim: 0, index: Tensor(rows, [rows.count]), source: trained)
    }
}
