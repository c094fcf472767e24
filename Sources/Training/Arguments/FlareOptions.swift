import Model

/// FLARE (arXiv 2505.15659): beside its actions the policy learns to foresee what it will see when a chunk has been carried
/// out. The defaults are the paper's.
public struct FlareOptions: Sendable, Equatable, Codable {
    /// The DiT's layer, from 1, after which the future tokens are read; ``layer(of:)`` where absent.
    public var layer: Int?
    /// λ, the weight of the alignment loss beside the flow-matching loss.
    public var coefficient = 0.2
    public var target = FlareTarget.standard
    /// Datasets of which only pictures and instructions are read: they train the alignment alone.
    public var actionFreeDatasetPaths: [String] = []

    public init() {}

    /// The layer that is read: three quarters up, as the paper's sixth of eight, where none was chosen.
    public func layer(of config: ActionHeadConfig) -> Int { layer ?? (3 * config.diffusionModel.numLayers + 3) / 4 }

    /// Throws ``TrainingError/invalidArgument(name:reason:)`` where the model has nothing to foresee with.
    func check(_ config: ActionHeadConfig) throws {
        guard config.numTargetVisionTokens > 0 else {
            throw TrainingError.invalidArgument(
                name: "--flare",
                reason:
                    "the checkpoint has no future tokens (num_target_vision_tokens is 0): N1.5's have 32, and gr00t model "
                    + "create --future-tokens draws a head with as many as you want")
        }
        let layers = config.diffusionModel.numLayers
        guard (1...max(1, layers)).contains(layer(of: config)) else {
            throw TrainingError.invalidArgument(
                name: "--flare-layer", reason: "is \(layer(of: config)); the checkpoint's DiT has layers 1 to \(layers)"
            )
        }
    }
}
