extension Fact {
    /// All facts, in the order of the data.
    static let all = vision + connector + language + adapter + actionHead + training + cost

    private static let vision: [Fact] = [
        Fact(group: .vision, key: "tower", name: "kind") { _ in .text("SigLIP2") },
        Fact(group: .vision, key: "picture_side", name: "side of a picture", unit: .pixels) {
            .integer($0.eagle.forceImageSize)
        } lesson: {
            "Pictures are \($1.eagle.forceImageSize) pixels wide and high, not \($0.eagle.forceImageSize): the larger ones "
                + "show smaller things and cost more patches."
        },
        Fact(group: .vision, key: "patch_side", name: "side of a patch", unit: .pixels) {
            .integer($0.eagle.vision.patchSize)
        },
        Fact(group: .vision, key: "layers", name: "layers") { .integer($0.eagle.vision.numHiddenLayers) },
        Fact(group: .vision, key: "width", name: "width") { .integer($0.eagle.vision.hiddenSize) },
        Fact(group: .vision, key: "feed_forward_width", name: "width of the feed-forward") {
            .integer($0.eagle.vision.intermediateSize)
        },
        Fact(group: .vision, key: "heads", name: "heads") { .integer($0.eagle.vision.numAttentionHeads) },
        Fact(group: .vision, key: "pooling_head", name: "pooling head") {
            $0.eagle.isEagle2 ? .absent : .text("in the file, never computed")
        },
        parameters(.vision, of: .vision),
    ]

    private static let connector: [Fact] = [
        Fact(group: .connector, key: "shuffle", name: "pixel shuffle") {
            .init($0.eagle.usePixelShuffle ? "\($0.shuffle) x \($0.shuffle) tokens become one" : nil)
        },
        Fact(group: .connector, key: "tokens", name: "a picture becomes", unit: .tokens) {
            .integer($0.eagle.tokensPerTile)
        } lesson: {
            Lesson.pictureTokens($0, $1)
        },
        Fact(group: .connector, key: "layer_norm", name: "LayerNorm, width") {
            .init($0.eagle.mlpConnectorLayers > 1 ? $0.connectorWidths[0] : nil)
        },
        Fact(group: .connector, key: "layers", name: "linear layers") {
            .integer($0.eagle.mlpConnectorLayers)
        } lesson: {
            Lesson.connector($0, $1)
        },
        Fact(group: .connector, key: "widths", name: "widths") {
            .text($0.connectorWidths.map(String.init).joined(separator: " → "))
        },
        parameters(.connector, of: .connector),
    ]

    private static let language: [Fact] = [
        Fact(group: .language, key: "kind", name: "kind") {
            .text($0.eagle.text.name)
        } lesson: {
            "\($1.eagle.text.name) reads where \($0.eagle.text.name) did: other tokens, another prompt. Neither the tokenizer nor "
                + "the weights of one are of use to the other."
        },
        Fact(group: .language, key: "kept_layers", name: "layers that are kept") {
            .integer($0.config.backbone.selectLayer)
        },
        Fact(group: .language, key: "original_layers", name: "of the original's layers") {
            .integer($0.eagle.text.numHiddenLayers)
        },
        Fact(group: .language, key: "width", name: "width") { .integer($0.eagle.text.hiddenSize) },
        Fact(group: .language, key: "feed_forward_width", name: "width of the feed-forward") {
            .integer($0.eagle.text.intermediateSize)
        },
        Fact(group: .language, key: "heads", name: "query heads") { .integer($0.eagle.text.numAttentionHeads) },
        Fact(group: .language, key: "key_heads", name: "key and value heads") {
            .integer($0.eagle.text.numKeyValueHeads)
        },
        Fact(group: .language, key: "head_width", name: "width of a head") { .integer($0.eagle.text.headDim) },
        Fact(group: .language, key: "head_norms", name: "norms of queries and keys") {
            $0.eagle.text.normalizesHeads ? .text("RMSNorm per head") : .absent
        },
        Fact(group: .language, key: "rope_theta", name: "base of rotary positions") {
            .integer(Int($0.eagle.text.ropeTheta))
        },
        Fact(group: .language, key: "vocabulary", name: "vocabulary", unit: .tokens) {
            .integer($0.eagle.text.vocabSize)
        } lesson: {
            Lesson.vocabulary($0, $1)
        },
        parameters(.language, of: .language),
    ]

    /// Parameters of a part, as a fact of the group.
    static func parameters(
        _ group: FactGroup, of part: ModelPart, key: String = "parameters", name: String = "parameters"
    )
        -> Fact
    {
        Fact(group: group, key: key, name: name, unit: .parameters) { .init($0.parameters(of: part)) }
    }
}

extension ModelFacts {
    /// Side of the square of tokens that become one.
    var shuffle: Int { eagle.usePixelShuffle ? Int(1 / eagle.downsampleRatio) : 1 }

    /// Of the connector's input and of what each layer makes.
    public var connectorWidths: [Int] {
        [eagle.vision.hiddenSize * shuffle * shuffle]
            + Array(repeating: eagle.text.hiddenSize, count: eagle.mlpConnectorLayers)
    }
}

extension TextConfig {
    /// What the language model is called.
    public var name: String { normalizesHeads ? "Qwen3" : "SmolLM2 (Llama)" }
}
