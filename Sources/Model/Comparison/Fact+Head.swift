extension Fact {
    static let adapter: [Fact] = [
        Fact(group: .adapter, key: "projection", name: "projection") { facts in
            .init(facts.config.backbone.projectToDim.map { "\(facts.eagle.text.hiddenSize) → \($0)" })
        } lesson: {
            Lesson.projection($0, $1)
        },
        parameters(.adapter, of: .projection, key: "projection_parameters", name: "parameters of the projection"),
        Fact(group: .adapter, key: "layer_norm", name: "LayerNorm (vlln), width") {
            .init($0.config.actionHead.useVlln ? $0.config.actionHead.backboneEmbeddingDim : nil)
        },
        Fact(group: .adapter, key: "layers", name: "layers of self-attention") {
            .init($0.mixer?.numLayers)
        } lesson: {
            Lesson.adapter($0, $1)
        },
        Fact(group: .adapter, key: "heads", name: "heads") { .init($0.mixer?.numAttentionHeads) },
        Fact(group: .adapter, key: "head_width", name: "width of a head") { .init($0.mixer?.attentionHeadDim) },
        parameters(.adapter, of: .adapter),
        Fact(group: .adapter, key: "width", name: "width of the features for the DiT") {
            .integer($0.config.actionHead.backboneEmbeddingDim)
        },
    ]

    static let actionHead: [Fact] = [
        dit("layers", "layers of the DiT") { $0.numLayers },
        dit("width", "width of the DiT") { $0.width },
        dit("heads", "heads") { $0.numAttentionHeads },
        dit("head_width", "width of a head") { $0.attentionHeadDim },
        dit("cross_blocks", "layers that attend to the features") { $0.crossBlocks },
        dit("self_blocks", "layers that attend to the tokens") { $0.numLayers - $0.crossBlocks },
        parameters(.actionHead, of: .dit, key: "dit_parameters", name: "parameters of the DiT"),
        Fact(group: .actionHead, key: "future_tokens", name: "future tokens", unit: .tokens) {
            .init($0.futureTokens)
        } lesson: {
            Lesson.futureTokens($0, $1)
        },
        Fact(group: .actionHead, key: "sequence", name: "state + future + actions", unit: .tokens) {
            .integer($0.sequenceTokens)
        },
        Fact(group: .actionHead, key: "horizon", name: "action horizon", unit: .steps) {
            .integer($0.config.actionHorizon)
        } lesson: {
            "A chunk is \($1.config.actionHorizon) steps, not \($0.config.actionHorizon): the longer one, the fewer times the "
                + "model is asked, and the later it reacts."
        },
        Fact(group: .actionHead, key: "action_width", name: "numbers of an action, at most") {
            .integer($0.config.actionDim)
        },
        Fact(group: .actionHead, key: "state_width", name: "numbers of the state, at most") {
            .integer($0.config.actionHead.maxStateDim)
        },
        Fact(group: .actionHead, key: "embodiments", name: "robots with a projector") {
            .integer($0.config.actionHead.maxNumEmbodiments)
        },
        parameters(.actionHead, of: .projectors, key: "projector_parameters", name: "parameters of all projectors"),
        Fact(group: .actionHead, key: "denoising_steps", name: "denoising steps", unit: .steps) {
            .integer($0.config.actionHead.numInferenceTimesteps)
        } lesson: {
            "Noise becomes actions in \($1.config.actionHead.numInferenceTimesteps) steps, not "
                + "\($0.config.actionHead.numInferenceTimesteps): each is a pass through the DiT."
        },
        Fact(group: .actionHead, key: "flow_time", name: "flow time in training") {
            let head = $0.config.actionHead
            return .text("1 - Beta(\(head.noiseBetaAlpha), \(head.noiseBetaBeta)) / \(head.noiseS)")
        },
    ]

    private static func dit(_ key: String, _ name: String, _ value: @escaping @Sendable (TransformerConfig) -> Int)
        -> Fact
    {
        Fact(group: .actionHead, key: "dit_\(key)", name: name) { .integer(value($0.config.actionHead.diffusionModel)) }
    }
}

extension ModelFacts {
    /// The self-attention over the features, where there is one.
    public var mixer: TransformerConfig? {
        config.actionHead.useVlln ? config.actionHead.vlSelfAttention : nil
    }

    var futureTokens: Int? {
        config.actionHead.numTargetVisionTokens > 0 ? config.actionHead.numTargetVisionTokens : nil
    }
}
