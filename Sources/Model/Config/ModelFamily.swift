import Embodiment

/// Which GR00T a checkpoint is of, by `model_type` in its `config.json`. Both are one ``GR00TModel``; all that its code has to ask
/// the family is in this file, everything else follows from the configuration.
///
/// | | N1 | N1.5 |
/// |---|---|---|
/// | vision | SigLIP2 without pooling head, 2 x 2 tokens made one | SigLIP2 |
/// | connector | LayerNorm, two layers with a GELU between | one layer |
/// | language | SmolLM2 (Llama) | Qwen3: norms of queries and keys |
/// | features | projected to the DiT's width, always trained | as they are |
/// | action head | | LayerNorm and self-attention over the features, future tokens |
public enum ModelFamily: String, Sendable, Codable, CaseIterable {
    case n1 = "gr00t_n1"
    case n15 = "gr00t_n1_5"

    public var name: String {
        switch self {
        case .n1: "GR00T N1"
        case .n15: "GR00T N1.5"
        }
    }

    /// The reference's class (`architectures`).
    var architecture: String {
        switch self {
        case .n1: "GR00T_N1"
        case .n15: "GR00T_N1_5"
        }
    }

    /// Key of the vision-language model in a checkpoint.
    var eagleKey: String {
        switch self {
        case .n1: "backbone.model"
        case .n15: "backbone.eagle_model"
        }
    }

    /// Key of the layer that the features are projected by, where there is one.
    var projectionKey: String {
        switch self {
        case .n1: "backbone.linear"
        case .n15: "backbone.eagle_linear"
        }
    }

    /// The vision-language model of the published checkpoints, which don't carry its configuration.
    public var eagle: EagleConfig {
        switch self {
        case .n1: .eagle2
        case .n15: .eagle25
        }
    }

    /// Tokens of a prompt beside its pictures' own, for one picture and the instruction of NVIDIA's demonstrations, "pick the pear
    /// from the counter and place it in the plate".
    var wordTokens: Int {
        switch self {
        case .n1: 35
        case .n15: 38
        }
    }

    /// What the reference's fine-tuning script trains when it is not told (`scripts/gr00t_finetune.py` of each).
    public var tuneDefaults: TuneFlags {
        switch self {
        case .n1: TuneFlags(visual: true)
        case .n15: TuneFlags()
        }
    }

    /// Robots that the family's projectors have a name for (`EMBODIMENT_TAG_MAPPING` of each).
    public var embodimentTags: [EmbodimentTag] {
        switch self {
        case .n1: [.newEmbodiment, .gr1, .franka, .so100, .robocasaPandaOmron]
        case .n15: [.newEmbodiment, .gr1, .oxeDroid, .agibotGenie1]
        }
    }

    /// Throws ``ModelError/unknownEmbodiment(tag:family:known:)`` for a robot of another family: its projector would be that of
    /// a robot it is not.
    public func check(_ tag: EmbodimentTag) throws {
        guard embodimentTags.contains(tag) else {
            throw ModelError.unknownEmbodiment(
                tag: tag.rawValue, family: name, known: embodimentTags.map(\.rawValue))
        }
    }

    /// Keys of `config.json` that mean nothing to the family; its class refuses some of them.
    var foreignKeys: Set<String> {
        switch self {
        case .n1:
            [
                "backbone_cfg.project_to_dim", "backbone_cfg.use_flash_attention", "backbone_cfg.load_bf16",
                "action_head_cfg.backbone_embedding_dim", "action_head_cfg.num_target_vision_tokens",
                "action_head_cfg.use_vlln",
            ]
        case .n15: []
        }
    }
}
