import ArgumentParser
import Embodiment
import Training

/// Which demonstrations, and how they are read.
struct FinetuneData: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: "Directories of LeRobot datasets of one robot; several are mixed.")
    var datasetPath: [String] = []
    @Option(help: "Name of a built-in data config, or a JSON or YAML file.") var dataConfig = "fourier_gr1_arms_only"
    @Option(help: "\(EmbodimentTag.allCases.map(\.rawValue).joined(separator: ", ")).")
    var embodimentTag = EmbodimentTag.newEmbodiment.rawValue
    @Flag(inversion: .prefixedNo, help: "Large datasets are drawn from more often than small ones.")
    var balanceDatasetWeights = true
    @Flag(inversion: .prefixedNo, help: "Long episodes are drawn from more often than short ones.")
    var balanceTrajectoryWeights = true
    @Option(help: "Threads that prepare samples; at most one per processor is used.") var dataloaderNumWorkers = 12
    @Option(help: "Batches prepared ahead.") var dataloaderPrefetchFactor = 4
    @Option(help: "Gigabytes of decoded pictures to keep.") var frameCache = 2.0
    @Flag(
        help: """
            Compute the features of the frozen backbone once and keep them on the disk; image augmentation is then off, or \
            fixed to --feature-variants.
            """)
    var cacheBackboneFeatures = false
    @Option(help: "Augmented variants of each sample that the feature cache keeps; 0 does not augment images.")
    var featureVariants = 0
    @Option(help: "Directory of the feature cache; OUTPUT-DIR/features where absent.") var featureCacheDir: String?
    @Option(help: "Directory of the tokenizer, where it is not found by itself.") var tokenizer: String?
}

/// Which parts of which model.
struct FinetuneWhat: ParsableArguments {
    @Option(help: "Directory of a checkpoint, or the name of one that was downloaded.")
    var baseModelPath = "nvidia/GR00T-N1.5-3B"
    @Flag(inversion: .prefixedNo, help: "Train the language model.") var tuneLlm = false
    @Flag(inversion: .prefixedNo, help: "Train the vision tower and the connector.") var tuneVisual = false
    @Flag(inversion: .prefixedNo, help: "Train the state and action encoders and the action decoder.")
    var tuneProjector = true
    @Flag(inversion: .prefixedNo, help: "Train the DiT.") var tuneDiffusionModel = true
    @Option(help: "Rank of low-rank adapters (LoRA), which are then trained instead of whole matrices; 0 has none.")
    var loraRank = 0
    @Option(help: "Adapters are scaled by alpha / rank.") var loraAlpha = 16.0
    @Option(help: "Dropout before the adapters.") var loraDropout = 0.1
    @Flag(inversion: .prefixedNo, help: "Adapters in the backbone too, not in the action head alone.")
    var loraFullModel = false
}

/// How long, how fast, in which numbers.
struct FinetuneHow: ParsableArguments {
    @Option(help: "Optimiser steps.") var maxSteps = 10_000
    @Option(help: "Samples that one process puts through the model at once.") var batchSize = 32
    @Option(help: "Noises and times that each sample is trained with in one step; what is seen is read once for them.")
    var noiseDraws = 1
    @Option(help: "Micro-batches of one step.") var gradientAccumulationSteps: Int?
    @Option(help: "Samples of one step over all processes: derives --gradient-accumulation-steps.")
    var globalBatchSize: Int?
    @Option(help: "At its highest, after the warm-up.") var learningRate = 1e-4
    @Option(help: "Not of biases and LayerNorms.") var weightDecay = 1e-5
    @Option(help: "Share of the steps in which the learning rate rises.") var warmupRatio = 0.05
    @Option(help: "Gradients with a larger norm are scaled down to it; 0 does not clip.") var maxGradNorm = 1.0
    @Option(help: "float32, or bfloat16 with float32 master weights.") var computeDtype = ComputeDtype.bfloat16
    @Option(help: "adamw_torch, or adamw_8bit: moments in 2 bytes per parameter instead of 8.")
    var optim = OptimizerKind.adamW
    @Option(help: "Save the average of the weights over the steps, with this decay (such as 0.999).")
    var emaDecay: Double?
    @Option(help: "Of all that is drawn; the same seed gives the same run.") var seed = 42
}

/// Where the results go.
struct FinetuneWatching: ParsableArguments {
    @Option(help: "Checkpoints, logs and the final model.") var outputDir = "/tmp/gr00t"
    @Flag(inversion: .prefixedNo, help: "Go on with the run in OUTPUT-DIR from its last checkpoint.") var resume = false
    @Option(help: "Steps between checkpoints.") var saveSteps = 3000
    @Option(help: "Checkpoints to keep; older ones are removed.") var saveTotalLimit = 5
    @Option(help: "Steps between lines of the log.") var loggingSteps = 10
    @Option(help: "Steps between evaluations on the held-out episodes: their loss and open-loop error.")
    var evalSteps: Int?
    @Option(
        parsing: .upToNextOption,
        help: """
            Episodes held out of the training, as EPISODE or DATASET:EPISODE; with --eval-steps the last one of each \
            dataset where absent.
            """)
    var evalEpisodes: [String] = []
    @Option(parsing: .upToNextOption, help: "tensorboard, wandb, all or none; log.jsonl is always written.")
    var reportTo = ["wandb"]
    @Option(help: "Steps in a row without a finite loss before the run ends.") var maxNonFiniteSteps = 5
}

/// How many processes and threads.
struct FinetuneMachine: ParsableArguments {
    @Option(name: [.customLong("num-processes"), .customLong("num-gpus")], help: "Processes that share the work.")
    var numProcesses = 1
    @Option(help: "Threads of the model; all processors where absent.") var threads: Int?
    @Option(help: "Accepted for the reference's command lines; videos are always read with FFmpeg.")
    var videoBackend: String?
}

extension ComputeDtype: ExpressibleByArgument {}
extension OptimizerKind: ExpressibleByArgument {}
