import Checkpoint
import Dataset
import Foundation
import NeuralNetwork
import Torch

/// A checkpoint of a run, as what it goes on from.
public struct ResumePoint: Sendable {
    public let directory: URL
    let file: TrainingStateFile

    /// Throws ``TrainingError/damagedCheckpoint(path:reason:)``.
    public init(_ directory: URL) throws {
        self.directory = directory
        let url = directory.appending(path: CheckpointFiles.trainingState)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw TrainingError.damagedCheckpoint(
                path: directory.path,
                reason:
                    "has no \(CheckpointFiles.trainingState), so this program did not write it and can't go on from it; "
                    + "start a new run with --base-model-path \(directory.path)")
        }
        file = try CheckpointFiles.read(TrainingStateFile.self, from: url)
        guard file.format == 1 else {
            throw TrainingError.damagedCheckpoint(
                path: url.path, reason: "has format \(file.format); this program knows format 1")
        }
    }

    public var state: TrainingState { file.state }

    /// Throws ``TrainingError/changedConfiguration(checkpoint:changes:)`` where the run would not be the same.
    func check(_ arguments: TrainingArguments, _ data: [DataFingerprint]) throws {
        let changes = ConfigurationChanges.list(file.arguments, arguments, file.data, data)
        guard changes.isEmpty else {
            throw TrainingError.changedConfiguration(checkpoint: directory.path, changes: changes)
        }
    }

    /// Throws ``TrainingError/changedConfiguration(checkpoint:changes:)`` where numbers of the data would be normalised in
    /// another way.
    func check(_ metadata: DatasetMetadata) throws {
        let old = try MetadataFile.read(checkpoint: directory, embodimentTag: metadata.embodimentTag)
        guard old == metadata else {
            throw TrainingError.changedConfiguration(
                checkpoint: directory.path,
                changes: ["the statistics of the datasets (meta/stats.json) are not those in \(MetadataFile.path)"])
        }
    }

    /// The adapter of the run, where it trains one. Throws ``CheckpointError``.
    func adapterWeights() throws -> TensorSource {
        TensorSource(try ModelWeights(directory, stem: AdapterConfigFile.stem))
    }

    /// What the optimiser, and an average of the weights, left. Throws ``CheckpointError``.
    func optimizerTensors() throws -> TensorSource {
        TensorSource(try ModelWeights(directory, stem: CheckpointFiles.optimizer))
    }
}
