/// Which parts are trained (`set_trainable_parameters` of the reference's backbone and action head).
public struct TuneFlags: Sendable, Equatable, Codable {
    public var llm: Bool
    public var visual: Bool
    public var projector: Bool
    public var diffusionModel: Bool

    /// The defaults of the reference's fine-tuning script.
    public init(llm: Bool = false, visual: Bool = false, projector: Bool = true, diffusionModel: Bool = true) {
        self.llm = llm
        self.visual = visual
        self.projector = projector
        self.diffusionModel = diffusionModel
    }

    /// Whether the parameter called `key` is trained. `vlln`, `vl_self_attention`, the future tokens, and a projection of the
    /// features (`eagle_linear`) where the checkpoint has one, always are.
    public func tunes(_ key: String) -> Bool {
        func isIn(_ modules: String...) -> Bool { modules.contains { key.hasPrefix($0 + ".") } }
        if isIn("backbone.eagle_model.language_model") { return llm }
        if isIn("backbone.eagle_model.vision_model", "backbone.eagle_model.mlp1") { return visual }
        if isIn("action_head.model") { return diffusionModel }
        if isIn(
            "action_head.state_encoder", "action_head.action_encoder", "action_head.action_decoder",
            "action_head.position_embedding")
        {
            return projector
        }
        return true
    }

    /// Whether anything before the action head is trained.
    public var tunesBackbone: Bool { llm || visual }

    /// Whether gradients flow through the layer at `path`: the whole action head, and of the backbone what comes after the
    /// first part that is trained.
    public func carriesGradients(_ path: String) -> Bool {
        guard path == "backbone" || path.hasPrefix("backbone.") else { return true }
        if path.hasPrefix("backbone.eagle_linear") { return true }
        let isVision = ["backbone.eagle_model.vision_model", "backbone.eagle_model.mlp1"].contains {
            path == $0 || path.hasPrefix($0 + ".")
        }
        return isVision ? visual : tunesBackbone
    }
}
