import Checkpoint
import Dataset
import Foundation
import Model
import NeuralNetwork
import Torch

/// Writes the checkpoints of a run. A checkpoint appears whole or not at all: it is filled under a hidden name and renamed.
///
/// Files with frozen weights never change, so a later checkpoint gets a second name for them (a hard link) instead of another
/// copy of gigabytes.
struct CheckpointWriter {
    let setup: RunSetup
    let model: GR00TModel
    let optimizer: AdamW
    let average: ExponentialMovingAverage?
    let alignment: FutureAlignment?
    /// Weights that the model was loaded from.
    let base: TensorSource
    /// Weights that the run began with.
    let unusedRows: TensorSource

    /// Writes `checkpoint-N`. Throws `CheckpointError`, `StagingError` and ``TrainingError/unwritable(path:reason:)``; then the
    /// checkpoints before are as they were.
    func write(_ state: TrainingState) throws {
        let staged = try StagedCheckpoint(at: setup.output.checkpoint(state.step), overwrite: true)
        do {
            try writeModel(to: staged.directory, state) { sameFile($0, frozenOnly: true) }
            try writeState(to: staged.directory, state)
            try staged.commit()
        } catch {
            staged.discard()
            throw error
        }
        setup.output.prune(keeping: setup.arguments.saveTotalLimit)
    }

    /// Puts the model of the last checkpoint into the output directory itself, as the reference does at the end of a run.
    func writeFinal(_ state: TrainingState) throws {
        try writeModel(to: setup.output.url, state) { sameFile($0, frozenOnly: false) }
        try CheckpointFiles.write(
            trainerState(state), to: setup.output.url.appending(path: CheckpointFiles.trainerState))
    }

    /// What acts: weights, configuration, tokenizer, and what the data were like.
    private func writeModel(
        to directory: URL, _ state: TrainingState, existing: ([TensorEntry]) -> URL?
    ) throws {
        if let lora = setup.arguments.lora {
            try writeAdapter(lora, to: directory)
        } else {
            let weights = TrainedWeights(
                store: model.parameters, base: base, unusedRows: unusedRows, values: values,
                unusedRowsDecay: state.unusedRowsDecay)
            try ModelWeightsWriter.write(
                groups: weights.groups(), to: directory, existing: existing, supply: weights.supply)
            let old = try? Data(contentsOf: companions.appending(path: "config.json"))
            try CheckpointFiles.write(
                setup.config.json(keepingUnknownOf: old ?? Data()), to: directory.appending(path: "config.json"))
            try CompanionFiles.copy(from: companions, to: directory)
        }
        try MetadataFile.write(setup.metadata, checkpoint: directory)
    }

    /// Where configuration and tokenizer are copied from: the last checkpoint, since the one that the run was resumed from may
    /// have been removed meanwhile.
    private var companions: URL {
        setup.output.steps.last.map(setup.output.checkpoint) ?? setup.checkpoint.base
    }

    private func writeAdapter(_ lora: LoRAConfig, to directory: URL) throws {
        let keys = model.parameters.tunedKeys
        let matrices = Dictionary(uniqueKeysWithValues: keys.map { (LoRAConfig.prefix + $0, $0) })
        let entries = try matrices.keys.sorted().map { name in
            try TensorEntry(name: name, type: .f32, shape: values(matrices[name] ?? "", .float32).shape)
        }
        try ModelWeightsWriter.write(entries, to: directory, stem: AdapterConfigFile.stem) { entry, append in
            try values(matrices[entry.name] ?? "", .float32).contiguous().withBytes(append)
        }
        let paths = Set(keys.map { String($0[..<($0.range(of: ".lora_")?.lowerBound ?? $0.endIndex)]) })
        try CheckpointFiles.write(
            AdapterConfigFile(lora, base: setup.baseName, targets: Array(paths)).json(),
            to: directory.appending(path: AdapterConfigFile.name))
    }

    /// What only a resumed run reads.
    private func writeState(to directory: URL, _ state: TrainingState) throws {
        let tensors = optimizer.stateTensors() + masters() + averages + flareTarget
        let byName = Dictionary(uniqueKeysWithValues: tensors)
        let entries = try tensors.map {
            try TensorEntry(name: $0.name, type: $0.tensor.dtype.fileType, shape: $0.tensor.shape)
        }
        try ModelWeightsWriter.write(entries, to: directory, stem: CheckpointFiles.optimizer) { entry, append in
            try byName[entry.name]?.contiguous().withBytes(append)
        }
        try CheckpointFiles.write(
            trainerState(state), to: directory.appending(path: CheckpointFiles.trainerState))
        try CheckpointFiles.write(
            TrainingStateFile(
                arguments: setup.arguments, state: state, optimizerSteps: optimizer.stepCount, data: setup.fingerprints,
                shuffle: setup.shuffle,
                baseModel: setup.arguments.baseModelPath),
            to: directory.appending(path: CheckpointFiles.trainingState))
    }

    private func trainerState(_ state: TrainingState) -> TrainerStateFile {
        TrainerStateFile(state: state, epoch: setup.epoch(after: state.step), arguments: setup.arguments)
    }

    /// The weights that are saved: the average where there is one.
    ///
    /// A bfloat16 leaf is saved as it is, not as its master rounded: the two halves of a master round ties away from zero, a
    /// cast to the even neighbour, and one that was cast would no longer fit its other half (``SplitWeights``).
    private func values(_ key: String, _ dtype: DType) -> Tensor {
        if let average = average?.values[key] { return average.to(dtype) }
        guard let parameter = optimizer.parameters.first(where: { $0.key == key }) else {
            return .zeros([0], dtype: dtype)
        }
        return parameter.tensor.dtype == dtype ? parameter.tensor.detach() : parameter.master.to(dtype)
    }

    /// `<key>.master`: the float32 weights, where the weights' file does not hold all their bits, or not the parameter at all,
    /// as FLARE's projector.
    private func masters() -> [(name: String, tensor: Tensor)] {
        let modelKeys = Set(model.parameters.tunedKeys)
        return optimizer.parameters.filter { parameter in
            guard modelKeys.contains(parameter.key) else { return true }
            let fileType = setup.arguments.lora == nil ? base.entries[parameter.key]?.dtype : .float32
            let isExact = fileType == .float32 || (fileType == .bfloat16 && parameter.tensor.dtype == .bfloat16)
            return average != nil || !isExact
        }.map { ("\($0.key).master", $0.master) }
    }

    /// `<key>.average`: with all its bits.
    private var averages: [(name: String, tensor: Tensor)] {
        average?.values.sorted { $0.key < $1.key }.map { ("\($0.key).average", $0.value) } ?? []
    }

    /// `<key>.flare_target`.
    private var flareTarget: [(name: String, tensor: Tensor)] {
        alignment?.target.values.sorted { $0.key < $1.key }.map {
            ("\($0.key).\(CheckpointFiles.flareTarget)", $0.value)
        }
            ?? []
    }

    /// The file of the last checkpoint that has exactly these tensors.
    /// - Parameter frozenOnly: where trained tensors have changed since.
    private func sameFile(_ tensors: [TensorEntry], frozenOnly: Bool) -> URL? {
        let tuned = Set(model.parameters.tunedKeys)
        guard let last = setup.output.steps.last, !frozenOnly || !tensors.contains(where: { tuned.contains($0.name) })
        else { return nil }
        let wanted = Set(tensors)
        let files = try? ModelWeights(setup.output.checkpoint(last)).files
        return files?.first { Set($0.entries.values) == wanted }?.url
    }
}
