/// Which parts are trained (`set_trainable_parameters` of the reference's backbone and action head).
public struct TuneFlags: Sendable, Equatable {
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

    /// Whether the parameter called `key` is trained. `vlln`, `vl_self_attention` and the future tokens always are.
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
}
