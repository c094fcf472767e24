/// What can be said of a model without its weights: what it is made of, what a fine-tuning trains, what an action costs.
public struct ModelFacts: Sendable {
    /// What its user calls it.
    public let name: String
    public let config: GR00TConfig
    public let eagle: EagleConfig
    /// Pictures that are seen at once, of one tile each.
    public let pictures: Int
    /// Of one action chunk, for ``promptTokens``.
    public let cost: ModelCost
    private let modules: [TunedParts.Module]

    /// - Parameter pictures: that are seen at once; the costs are for so many.
    /// - Throws: ``ModelError`` for a configuration that no model can be built from.
    public init(name: String, _ config: GR00TConfig, _ eagle: EagleConfig, pictures: Int = 1) throws {
        (self.name, self.config, self.eagle, self.pictures) = (name, config, eagle, pictures)
        modules = try TunedParts(config, eagle, tune: config.family.tuneDefaults).modules
        cost = ModelCost(
            config, eagle, tokens: pictures * eagle.tokensPerTile + config.family.wordTokens, tiles: pictures)
    }

    /// Length of the prompt that costs are for: the pictures, and the words of one instruction.
    public var promptTokens: Int { pictures * eagle.tokensPerTile + config.family.wordTokens }

    public var parameters: Int { modules.reduce(0) { $0 + $1.parameters } }

    /// Of what a fine-tuning trains where it is not told otherwise.
    public var tunedParameters: Int { modules.reduce(0) { $0 + ($1.isTuned ? $1.parameters : 0) } }

    /// Of one part; `nil` where the model has none.
    public func parameters(of part: ModelPart) -> Int? {
        let own = modules(of: part)
        return own.isEmpty ? nil : own.reduce(0) { $0 + $1.parameters }
    }

    /// Whether a fine-tuning trains the part where it is not told otherwise; `nil` where the model has none.
    public func isTuned(_ part: ModelPart) -> Bool? { modules(of: part).first?.isTuned }

    /// Whether pictures and words always become the same features in a fine-tuning, so that they can be kept.
    public var keepsFeatures: Bool { config.family.tuneDefaults.keepsFeatures(of: config) }

    /// Floating-point operations of one action chunk.
    public var flops: Double { cost.total(steps: config.actionHead.numInferenceTimesteps) }

    /// Tokens that the DiT works on: the state's, the future's, the actions'.
    public var sequenceTokens: Int { 1 + config.actionHead.numTargetVisionTokens + config.actionHorizon }

    /// Whether it has the shape of its family's published checkpoints.
    public var hasPublishedSize: Bool {
        let published = try? ModelSummary(ModelPreset.published(config.family).config, config.family.eagle)
        return eagle == config.family.eagle && published?.root.parameters == parameters
    }

    private func modules(of part: ModelPart) -> [TunedParts.Module] {
        modules.filter { ModelPart(module: $0.path) == part }
    }
}
