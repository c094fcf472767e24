import Model
import Tokenization
import Transforms

extension EagleProcessor {
    /// The processor that writes prompts as the model of this configuration was trained with.
    ///
    /// Throws `TokenizationError` where the tokenizer lacks a token of the prompt.
    public init(_ tokenizer: ByteLevelBPETokenizer, for config: GR00TConfig, _ eagle: EagleConfig) throws {
        let template: ChatTemplate =
            switch config.family {
            case .n1: .eagle2
            case .n15: .eagle2_5
            }
        try self.init(tokenizer: tokenizer, template: template, tokensPerTile: eagle.tokensPerTile)
    }
}

extension DynamicTiles {
    /// Tiles as the model of this configuration takes them: N1 says how many in its processor's configuration, N1.5 in that of its
    /// vision-language model.
    public init(for config: GR00TConfig, _ eagle: EagleConfig) {
        self.init(
            tileSize: eagle.forceImageSize,
            maximumTiles: config.backbone.processorCfg?.maxInputTiles ?? eagle.maxDynamicTiles)
    }
}
