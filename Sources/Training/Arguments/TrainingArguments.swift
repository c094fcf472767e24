import Dataset
import Embodiment
import Foundation
import Model
import NeuralNetwork

/// A fine-tuning run as a value: what `gr00t finetune` was told. It is written into every checkpoint, and a run that is resumed
/// is held against it. Names and defaults are those of the reference's `gr00t_finetune.py` where it has them.
public struct TrainingArguments: Sendable, Equatable, Codable {
    // Data and model
    public var datasetPaths: [String]
    public var outputDirectory: String
    /// Name of a built-in config or a file.
    public var dataConfig = "fourier_gr1_arms_only"
    public var embodimentTag = EmbodimentTag.newEmbodiment
    public var baseModelPath = "nvidia/GR00T-N1.5-3B"
    /// Of a mixture: whether datasets count by their frames, and episodes by their steps.
    public var balanceDatasetWeights = true
    public var balanceTrajectoryWeights = true

    // What is trained
    public var tune = TuneFlags()
    /// Low-rank adapters instead of whole matrices; `nil` trains what ``tune`` says.
    public var lora: LoRAConfig?
    /// Learns to foresee, beside its actions, what it will see at the end of a chunk; `nil` learns actions alone.
    public var flare: FlareOptions?

    // How long and with what
    public var maxSteps = 10_000
    /// Samples that one process puts through the model at once.
    public var batchSize = 32
    /// Noises and flow times that each sample is trained with in one step: the frozen part is read once for all of them.
    public var noiseDraws = 1
    /// Micro-batches of one optimiser step.
    public var gradientAccumulationSteps = 1
    /// Processes that share the work.
    public var processes = 1
    public var learningRate = 1e-4
    public var weightDecay = 1e-5
    public var warmupRatio = 0.05
    /// Gradients with a larger norm are scaled down to it; 0 does not clip.
    public var maxGradNorm = 1.0
    public var optimizer = OptimizerKind.adamW
    public var computeDtype = ComputeDtype.bfloat16
    /// Of the average of the weights over steps that is saved instead of the weights; `nil` saves the weights.
    public var emaDecay: Double?
    /// Of everything that is drawn: order of the samples, augmentation, noise, times, dropout.
    public var seed = 42

    // Data loading
    public var dataloaderNumWorkers = 12
    /// Batches prepared ahead.
    public var dataloaderPrefetchFactor = 4
    public var frameCacheBytes = 2 << 30
    /// Keeps the features of a frozen backbone on the disk.
    public var cachesBackboneFeatures = false
    /// Augmented variants of a sample that the cache keeps; 0 switches image augmentation off.
    public var featureVariants = 0
    /// Where the cache is; `features` in the output directory where absent.
    public var featureCacheDirectory: String?

    // Saving and watching
    public var saveSteps = 3000
    public var saveTotalLimit = 5
    public var loggingSteps = 10
    /// Steps between evaluations on ``evalEpisodes``; `nil` does not evaluate.
    public var evalSteps: Int?
    /// Episodes that are evaluated on and never trained on. Where there are none, ``evalSteps`` holds out the last one of each
    /// dataset.
    public var evalEpisodes: [EpisodeID] = []
    /// Steps in a row whose loss or gradients are not finite before the run stops.
    public var maxNonFiniteSteps = 5
    public var reportTo = ["wandb"]

    public init(datasetPaths: [String], outputDirectory: String) {
        self.datasetPaths = datasetPaths
        self.outputDirectory = outputDirectory
    }

    /// All datasets of the mixture in its order: those with actions, then those without.
    public var allDatasetPaths: [String] { datasetPaths + (flare?.actionFreeDatasetPaths ?? []) }

    /// Samples of one optimiser step, over all processes.
    public var globalBatchSize: Int { batchSize * gradientAccumulationSteps * processes }

    /// Whether weight decay changes a float32 value that has no gradient at all.
    var decaysUnusedRows: Bool { Float(1 - learningRate * weightDecay) != 1 }
}

/// What the model computes in. Residual streams, norms, master weights and, by default, moments are float32 in both.
public enum ComputeDtype: String, Sendable, Codable, CaseIterable {
    case float32, bfloat16

    /// Of the matrices that gradients flow through.
    public var precision: Precision { self == .float32 ? .float32 : .bfloat16 }
    /// Of the frozen matrices before them: the fastest form of inference.
    public var frozenPrecision: Precision { self == .float32 ? .float32 : .packed }
}

/// By Hugging Face's names (`--optim`).
public enum OptimizerKind: String, Sendable, Codable, CaseIterable {
    /// AdamW with moments in float32.
    case adamW = "adamw_torch"
    /// AdamW with moments in 8 bits (arXiv 2110.02861): 2 bytes per parameter instead of 8.
    case adamW8bit = "adamw_8bit"

    public var moments: MomentPrecision { self == .adamW ? .float32 : .blockwise8 }
}
