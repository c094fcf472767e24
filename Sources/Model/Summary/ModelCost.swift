/// Floating-point operations of one `getAction` on one sample, counted from the configuration: two per multiply-add of every
/// matrix product and of attention; norms and activations are left out.
public struct ModelCost: Sendable {
    public let vision: Double
    public let language: Double
    /// Self-attention over the features, their keys and values for every block of the DiT, and the state's token.
    public let headEncode: Double
    /// The scale and shift that the flow time gives every block are left out: they are kept from the first call on.
    public let denoisingStep: Double

    /// - Parameters:
    ///   - tokens: length of the prompt, image tokens included.
    ///   - tiles: images that the vision tower sees.
    public init(_ config: GR00TConfig, _ eagle: EagleConfig, tokens: Int, tiles: Int) {
        func product(_ rows: Int, _ inputs: Int, _ outputs: Int) -> Double { 2 * Double(rows * inputs * outputs) }
        func attention(_ rows: Int, _ columns: Int, _ width: Int) -> Double { 2 * product(rows, columns, width) }

        let (see, read) = (eagle.vision, eagle.text)
        let patches = (see.imageSize / see.patchSize) * (see.imageSize / see.patchSize)
        let layer =
            4 * product(patches, see.hiddenSize, see.hiddenSize)
            + 2 * product(patches, see.hiddenSize, see.intermediateSize) + attention(patches, patches, see.hiddenSize)
        let seeing = eagle.selectLayer < 0 ? see.numHiddenLayers + 1 + eagle.selectLayer : eagle.selectLayer
        // As many numbers, in fewer and wider tokens where they are shuffled.
        let connector =
            product(patches, see.hiddenSize, read.hiddenSize)
            + Double(eagle.mlpConnectorLayers - 1) * product(eagle.tokensPerTile, read.hiddenSize, read.hiddenSize)
        vision =
            Double(tiles)
            * (product(patches, 3 * see.patchSize * see.patchSize, see.hiddenSize)
                + Double(seeing) * layer + connector)

        let (queries, keys) = (read.numAttentionHeads * read.headDim, read.numKeyValueHeads * read.headDim)
        language =
            Double(config.backbone.selectLayer)
            * (2 * product(tokens, read.hiddenSize, queries) + 2 * product(tokens, read.hiddenSize, keys)
                + 3 * product(tokens, read.hiddenSize, read.intermediateSize) + attention(tokens, tokens, queries))
            + (config.backbone.projectToDim.map { product(tokens, read.hiddenSize, $0) } ?? 0)

        let head = config.actionHead
        let dit = head.diffusionModel
        let context = head.backboneEmbeddingDim
        let (crossBlocks, selfBlocks) = (dit.crossBlocks, dit.numLayers - dit.crossBlocks)
        let mixing = head.vlSelfAttention.map { mixer in
            Double(mixer.numLayers)
                * (4 * product(tokens, mixer.width, mixer.width) + 8 * product(tokens, mixer.width, mixer.width)
                    + attention(tokens, tokens, mixer.width))
        }
        headEncode =
            (head.useVlln ? mixing ?? 0 : 0) + 2 * Double(crossBlocks) * product(tokens, context, dit.width)
            + product(1, head.maxStateDim, head.hiddenSize) + product(1, head.hiddenSize, head.inputEmbeddingDim)

        let rows = 1 + head.numTargetVisionTokens + config.actionHorizon
        let block = 2 * product(rows, dit.width, dit.width) + 8 * product(rows, dit.width, dit.width)
        denoisingStep =
            Double(dit.numLayers) * block + Double(crossBlocks) * attention(rows, tokens, dit.width)
            + Double(selfBlocks) * (2 * product(rows, dit.width, dit.width) + attention(rows, rows, dit.width))
            + product(rows, dit.width, head.hiddenSize)
            + product(rows, head.hiddenSize, head.hiddenSize + config.actionDim)
            + product(config.actionHorizon, config.actionDim + 3 * head.inputEmbeddingDim, head.inputEmbeddingDim)
    }

    /// What is done once per observation.
    public var encode: Double { vision + language + headEncode }

    /// One action chunk.
    public func total(steps: Int) -> Double { encode + Double(steps) * denoisingStep }
}
