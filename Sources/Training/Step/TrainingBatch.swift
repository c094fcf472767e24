import Model
import Torch

/// One micro-batch as tensors: what the robot saw, felt and did, and what is drawn for each sample.
public struct TrainingBatch {
    /// What the action head reads: made by the backbone, or made before and kept.
    public enum Sight {
        case input(VisionLanguageInput)
        /// [B, T, width], without gradients; and 1 for real tokens, 0 for padding, [B, T], `nil` when nothing is padded.
        case features(Tensor, attentionMask: Tensor? = nil)
    }

    /// What the action head would read at the end of the chunk.
    public struct Future {
        public let sight: Sight
        /// Tokens of each sample's prompt; what stands before them is padding.
        public let tokens: [Int]

        public init(sight: Sight, tokens: [Int]) {
            self.sight = sight
            self.tokens = tokens
        }
    }

    public internal(set) var sight: Sight
    /// `nil` where nothing is to be foreseen.
    public let future: Future?
    /// Normalised and padded, [B, 1, maxStateDim].
    public let state: Tensor
    /// Projector of every sample, [B].
    public let embodiments: [Int]
    /// Normalised and padded, [B, horizon, actionDim].
    public let actions: Tensor
    /// True where an action is a robot's, of the same shape.
    public let mask: Tensor
    /// Which samples have actions, [B, 1, 1]; `nil`: all. The others start from pure noise, at time 0.
    public let acted: Tensor?
    /// Standard normal, [B * draws, horizon, actionDim]; the draws of a sample follow one another.
    public let noise: Tensor
    /// Flow times, [B * draws].
    public let time: Tensor
    /// Of the dropouts, per sample; empty trains without dropout.
    public internal(set) var dropoutSeeds: [UInt64]
    /// Where the samples are from.
    public let samples: [SampleID]

    /// How often each sample is trained on, each time with another noise and time: what is seen is read once for all of them.
    public var draws: Int { max(1, time.size(0) / max(1, embodiments.count)) }

    public init(
        sight: Sight, future: Future? = nil, state: Tensor, embodiments: [Int], actions: Tensor, mask: Tensor,
        acted: Tensor? = nil, noise: Tensor, time: Tensor, dropoutSeeds: [UInt64], samples: [SampleID] = []
    ) {
        self.sight = sight
        self.future = future
        self.state = state
        self.embodiments = embodiments
        self.actions = actions
        self.mask = mask
        self.acted = acted
        self.noise = noise
        self.time = time
        self.dropoutSeeds = dropoutSeeds
        self.samples = samples
    }
}
