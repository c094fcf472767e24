/// Which parts are trained (`set_trainable_parameters` of the reference's backbone and action head).
public struct TuneFlags: Sendable, Equatable, Codable {
    public var llm: Bool
    public var visual: Bool
    public var projector: Bool
    public var diffusionModel: Bool

    /// The defaults of N1.5's fine-tuning script; ``ModelFamily/tuneDefaults`` has those of each family.
    public init(llm: Bool = false, visual: Bool = false, projector: Bool = true, diffusionModel: Bool = true) {
        self.llm = llm
        self.visual = visual
        self.projector = projector
        self.diffusionModel = diffusionModel
    }

    /// Every combination of the four, none of them first.
    public static let combinations = (0..<16).map {
        TuneFlags(llm: $0 & 8 != 0, visual: $0 & 4 != 0, projector: $0 & 2 != 0, diffusionModel: $0 & 1 != 0)
    }

    /// Whether the parameter, or the module, called `key` is trained.
    public func tunes(_ key: String) -> Bool { tunes(Part(of: key)) }

    /// Whether a part is trained.
    public func tunes(_ part: Part) -> Bool {
        switch part {
        case .llm: llm
        case .visual: visual
        case .projector: projector
        case .diffusionModel: diffusionModel
        case .always: true
        }
    }

    /// What of a model a flag is about.
    public enum Part: String, Sendable, Codable {
        case llm, visual, projector, diffusionModel
        /// No flag: N1.5's `vlln`, `vl_self_attention` and future tokens, and a projection of the features where there is one,
        /// as in N1.
        case always

        /// The part that the parameter or the module called `key` belongs to, in any family.
        public init(of key: String) {
            func isIn(_ modules: String...) -> Bool { modules.contains { key == $0 || key.hasPrefix($0 + ".") } }
            let eagles = ModelFamily.allCases.map(\.eagleKey)
            self =
                if eagles.contains(where: { isIn("\($0).language_model") }) {
                    .llm
                } else if eagles.contains(where: { isIn("\($0).vision_model", "\($0).mlp1") }) {
                    .visual
                } else if isIn("action_head.model") {
                    .diffusionModel
                } else if isIn(
                    "action_head.state_encoder", "action_head.action_encoder", "action_head.action_decoder",
                    "action_head.position_embedding")
                {
                    .projector
                } else {
                    .always
                }
        }
    }

    /// Whether anything before the action head is trained.
    public var tunesBackbone: Bool { llm || visual }

    /// Whether pictures and words always become the same features, so that they can be kept: nothing before the action head is
    /// trained, and no projection, which every fine-tuning trains.
    public func keepsFeatures(of config: GR00TConfig) -> Bool { !tunesBackbone && config.backbone.projectToDim == nil }

    /// Whether gradients flow through the layer at `path`: the whole action head, and of the backbone what comes after the
    /// first part that is trained.
    public func carriesGradients(_ path: String) -> Bool {
        guard path == "backbone" || path.hasPrefix("backbone.") else { return true }
        if ModelFamily.allCases.contains(where: { path == $0.projectionKey }) { return true }
        return Part(of: path) == .visual ? visual : tunesBackbone
    }
}
