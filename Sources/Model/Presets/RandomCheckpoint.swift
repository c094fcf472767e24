import Checkpoint
import Foundation
import NeuralNetwork
import Torch

/// Writes a checkpoint with random weights under the reference's key names, one tensor at a time, so that a full-size one
/// needs little memory. Its vision-language part may be one that has learnt to see and read.
public enum RandomCheckpoint {
    /// In the metadata of the weights' files: says that nothing was learnt. Whoever trains the weights must not copy it.
    private static let mark = (key: "gr00t_weights", value: "random")

    /// Whether `weights` were written by ``write(_:_:to:dtype:seed:progress:)`` and never trained.
    public static func wrote(_ weights: ModelWeights) -> Bool {
        weights.files.contains { $0.metadata[mark.key] == mark.value }
    }

    /// Metadata of the weights' files, for weights that are random or not.
    static func metadata(isRandom: Bool) -> [String: String] {
        isRandom ? ["format": "pt", mark.key: mark.value] : ["format": "pt"]
    }

    /// - Parameters:
    ///   - backbone: weights that are taken as they are, bit for bit; all others are drawn.
    ///   - dtype: of the weights that are drawn.
    ///   - progress: bytes written so far and in total.
    /// - Throws: ``ModelError``, and ``CheckpointError`` when the disk does not take it; then nothing is left behind.
    public static func write(
        _ config: GR00TConfig, _ eagle: EagleConfig, backbone: TensorSource? = nil, to directory: URL, dtype: DType,
        seed: UInt64, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws {
        let kept = backbone?.entries ?? [:]
        try DeclaredCheckpoint(config, eagle, dtype: { kept[$0]?.dtype ?? dtype }).write(
            to: directory, metadata: metadata(isRandom: true), progress: progress
        ) { declaration in
            if let backbone, kept[declaration.key] != nil { return try backbone.tensor(declaration.key) }
            return declaration.initializer.values(
                declaration.shape, key: declaration.key, seed: seed, dtype: dtype)
        }
    }
}
