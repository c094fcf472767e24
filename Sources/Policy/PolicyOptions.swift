import Embodiment
import Foundation
import NeuralNetwork
import Transforms

/// How a policy is made from a checkpoint.
public struct PolicyOptions: Sendable {
    public var dataConfig: DataConfig
    public var embodimentTag: EmbodimentTag
    public var precision: Precision
    /// Euler steps; the checkpoint's own number where absent.
    public var denoisingSteps: Int?
    /// Directory with the tokenizer's files, where it is not in the checkpoint or the hub's cache.
    public var tokenizer: URL?
    /// Hugging Face's cache, with `models--OWNER--NAME` in it.
    public var hubCache: URL?
    /// The same seed gives the same noise for the same sequence of calls.
    public var seed: UInt64
    /// Whether chunks can be guided through the denoiser; see ``GR00TModel/isGuidable``.
    public var isGuidable: Bool
    /// How the instruction stands in the prompt; the reference's policy writes it as a Python list.
    public var instructionForm: InstructionForm

    public init(
        dataConfig: DataConfig, embodimentTag: EmbodimentTag = .newEmbodiment, precision: Precision = .packed,
        denoisingSteps: Int? = nil, tokenizer: URL? = nil, hubCache: URL? = nil, seed: UInt64 = 0,
        isGuidable: Bool = false, instructionForm: InstructionForm = .plain
    ) {
        self.dataConfig = dataConfig
        self.embodimentTag = embodimentTag
        self.precision = precision
        self.denoisingSteps = denoisingSteps
        self.tokenizer = tokenizer
        self.hubCache = hubCache
        self.seed = seed
        self.isGuidable = isGuidable
        self.instructionForm = instructionForm
    }
}
