import Model

extension DiagramRow {
    /// Both models from pictures to actions.
    static func rows(_ comparison: ModelComparison) -> [DiagramRow] {
        let models = [comparison.first, comparison.second]
        func row(
            _ box: (ModelFacts) -> DiagramBox?, _ keys: [String], bypass: Bypass = .none,
            flow: (ModelFacts) -> String = { _ in "" }
        ) -> DiagramRow? {
            let boxes = models.map(box)
            guard boxes.contains(where: { $0 != nil }) else { return nil }
            return DiagramRow(boxes[0], boxes[1], keys.map { comparison[$0] }, flows: models.map(flow), bypass: bypass)
        }
        return [
            row(
                \.visionBox,
                ["vision.picture_side", "vision.layers", "vision.width", "vision.heads", "training.vision"],
                bypass: .right
            ) { "\($0.patches) tokens x \($0.eagle.vision.hiddenSize), each picture" },
            row(
                \.connectorBox, ["connector.tokens", "connector.layers", "training.connector"], bypass: .right
            ) { "\($0.eagle.tokensPerTile) x \($0.eagle.text.hiddenSize)" },
            row(
                \.languageBox,
                [
                    "language.kind", "language.kept_layers", "language.original_layers", "language.width",
                    "language.vocabulary",
                ]
            ) { "\($0.promptTokens) x \($0.eagle.text.hiddenSize)" },
            row(\.projectionBox, ["adapter.projection"]) {
                "\($0.promptTokens) x \($0.config.actionHead.backboneEmbeddingDim)"
            },
            row(\.adapterBox, ["adapter.layers", "adapter.layer_norm"]),
            row(
                \.tokensBox, ["action_head.future_tokens", "action_head.sequence", "action_head.embodiments"],
                bypass: .left
            ) { "\($0.sequenceTokens) x \($0.config.actionHead.diffusionModel.width)" },
            row(
                \.ditBox, ["action_head.dit_layers", "action_head.dit_width", "action_head.dit_heads", "adapter.width"]
            ),
            row(\.chunkBox, ["action_head.horizon", "action_head.denoising_steps"]),
        ].compactMap(\.self)
    }
}

extension ModelFacts {
    fileprivate var patches: Int {
        let side = eagle.forceImageSize / eagle.vision.patchSize
        return side * side
    }

    fileprivate var visionBox: DiagramBox? {
        let tower = eagle.vision
        return box(
            .vision, "SigLIP2 vision tower",
            ["\(tower.numHiddenLayers) layers, width \(tower.hiddenSize), patches of \(tower.patchSize)"],
            .layers(tower.numHiddenLayers, kept: tower.numHiddenLayers, alternating: false))
    }

    fileprivate var connectorBox: DiagramBox? {
        let widths = connectorWidths.map(String.init).joined(separator: " → ")
        let before = [eagle.usePixelShuffle ? "pixel shuffle" : nil, eagle.mlpConnectorLayers > 1 ? "LayerNorm" : nil]
            .compactMap(\.self).joined(separator: ", ")
        return box(.connector, "connector", before.isEmpty ? [widths] : [before, widths])
    }

    fileprivate var languageBox: DiagramBox? {
        let (kept, text) = (config.backbone.selectLayer, eagle.text)
        return box(
            .language, text.name,
            [
                "\(kept) of \(text.numHiddenLayers) layers, width \(text.hiddenSize), \(Format.short(text.vocabSize)) words"
            ],
            .layers(text.numHiddenLayers, kept: kept, alternating: false))
    }

    fileprivate var projectionBox: DiagramBox? {
        config.backbone.projectToDim.flatMap { box(.projection, "projection", ["\(eagle.text.hiddenSize) → \($0)"]) }
    }

    fileprivate var adapterBox: DiagramBox? {
        mixer.flatMap {
            box(
                .adapter, "LayerNorm + self-attention",
                ["\($0.numLayers) layers, \($0.numAttentionHeads) heads of \($0.attentionHeadDim)"],
                .layers($0.numLayers, kept: $0.numLayers, alternating: false))
        }
    }

    fileprivate var tokensBox: DiagramBox? {
        let head = config.actionHead
        return box(
            .projectors, "state, noisy actions → tokens", ["projectors of \(head.maxNumEmbodiments) robots"],
            .tokens(future: head.numTargetVisionTokens, actions: config.actionHorizon))
    }

    fileprivate var ditBox: DiagramBox? {
        let dit = config.actionHead.diffusionModel
        return box(
            .dit, "DiT",
            ["\(dit.numLayers) layers, width \(dit.width), \(dit.numAttentionHeads) heads of \(dit.attentionHeadDim)"],
            .layers(dit.numLayers, kept: dit.numLayers, alternating: dit.interleaveSelfAttention))
    }

    fileprivate var chunkBox: DiagramBox? {
        DiagramBox(
            title: "action chunk",
            lines: [
                "\(config.actionHorizon) steps of up to \(config.actionDim) numbers, after "
                    + "\(config.actionHead.numInferenceTimesteps) denoising steps"
            ])
    }

    private func box(_ part: ModelPart, _ title: String, _ lines: [String], _ strip: DiagramBox.Strip? = nil)
        -> DiagramBox
    {
        DiagramBox(
            title: title, lines: lines, parameters: parameters(of: part),
            state: isTuned(part).map { $0 ? .tuned : .frozen }, strip: strip)
    }
}
