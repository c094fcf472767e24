extension GR00TConfig {
    /// Throws ``ModelError`` for values that no model can be built from, by the name of their key.
    func validate(with eagle: EagleConfig) throws {
        guard (family == .n1) == eagle.isEagle2 else {
            throw ModelError.invalid(
                key: "model_type",
                reason:
                    "is \(family.rawValue), but eagle_config.json is of '\(eagle.modelType)', another family's backbone"
            )
        }
        try eagle.validate()
        let kept = backbone.selectLayer
        guard (1...eagle.text.numHiddenLayers).contains(kept) else {
            throw ModelError.invalid(
                key: "backbone_cfg.select_layer",
                reason: "is \(kept); the language model has layers 1 to \(eagle.text.numHiddenLayers)")
        }
        guard !backbone.reprojectVision else {
            throw ModelError.unsupported(key: "backbone_cfg.reproject_vision", value: "true", supported: "false")
        }
        if family == .n1 { try backbone.validateN1(with: eagle) }
        let features = backbone.projectToDim ?? eagle.text.hiddenSize
        try actionHead.validate(features: features)
        guard actionHorizon == actionHead.actionHorizon, actionDim == actionHead.actionDim else {
            throw ModelError.invalid(
                key: "action_horizon and action_dim",
                reason:
                    "are \(actionHorizon) and \(actionDim), but action_head_cfg says \(actionHead.actionHorizon) and "
                    + "\(actionHead.actionDim)")
        }
    }
}

extension BackboneConfig {
    fileprivate func validateN1(with eagle: EagleConfig) throws {
        if projectToDim != nil {
            try requireEqual(
                "backbone_cfg.projector_dim", projectorDim ?? -1, eagle.text.hiddenSize, "the language model's width")
        }
        if let scale = scaleImageResolution, scale != 1 {
            throw ModelError.unsupported(
                key: "backbone_cfg.scale_image_resolution", value: "\(scale)", supported: "1")
        }
        guard let processor = processorCfg else { return }
        try requirePositive([("backbone_cfg.processor_cfg.max_input_tiles", processor.maxInputTiles)])
        try requireEqual(
            "backbone_cfg.processor_cfg.model_spec.num_image_token", processor.modelSpec.numImageToken,
            eagle.tokensPerTile, "what the vision tower makes of a tile")
        guard processor.modelSpec.template == "qwen2-chat" else {
            throw ModelError.unsupported(
                key: "backbone_cfg.processor_cfg.model_spec.template", value: "'\(processor.modelSpec.template)'",
                supported: "'qwen2-chat'")
        }
    }
}

extension EagleConfig {
    fileprivate func validate() throws {
        guard vision.modelType == "siglip_vision_model" else {
            throw ModelError.unsupported(
                key: "vision_config.model_type", value: "'\(vision.modelType)'", supported: "'siglip_vision_model'")
        }
        let expected = isEagle2 ? TextConfig.llama : TextConfig.qwen3
        guard text.architectures.first == expected else {
            throw ModelError.unsupported(
                key: "text_config.architectures", value: "\(text.architectures)", supported: "[\"\(expected)\"]")
        }
        try requirePositive([
            ("vision_config.hidden_size", vision.hiddenSize), ("vision_config.patch_size", vision.patchSize),
            ("vision_config.intermediate_size", vision.intermediateSize),
            ("vision_config.num_attention_heads", vision.numAttentionHeads),
            ("vision_config.image_size", vision.imageSize), ("force_image_size", forceImageSize),
            ("vision_config.num_hidden_layers", vision.numHiddenLayers),
            ("text_config.hidden_size", text.hiddenSize), ("text_config.vocab_size", text.vocabSize),
            ("text_config.intermediate_size", text.intermediateSize), ("text_config.head_dim", text.headDim),
            ("text_config.num_attention_heads", text.numAttentionHeads),
            ("text_config.num_key_value_heads", text.numKeyValueHeads),
            ("text_config.num_hidden_layers", text.numHiddenLayers),
        ])
        try requireMultiple(
            "vision_config.hidden_size", vision.hiddenSize, of: vision.numAttentionHeads, "num_attention_heads")
        try requireMultiple(
            "text_config.num_attention_heads", text.numAttentionHeads, of: text.numKeyValueHeads,
            "num_key_value_heads")
        try requireMultiple("text_config.head_dim", text.headDim, of: 2, "2 (rotary pairs)")
        guard forceImageSize == vision.imageSize else {
            throw ModelError.invalid(
                key: "force_image_size",
                reason: "is \(forceImageSize), but vision_config.image_size is \(vision.imageSize)")
        }
        guard downsampleRatio > 0, downsampleRatio <= 1, [1, 2, 4].contains(1 / downsampleRatio) else {
            throw ModelError.unsupported(
                key: "downsample_ratio", value: "\(downsampleRatio)", supported: "1, 0.5 and 0.25")
        }
        if usePixelShuffle {
            try requireMultiple(
                "vision_config.image_size", vision.imageSize / vision.patchSize, of: Int(1 / downsampleRatio),
                "1 / downsample_ratio, in patches")
        }
        guard (-vision.numHiddenLayers - 1...vision.numHiddenLayers).contains(selectLayer) else {
            throw ModelError.invalid(
                key: "select_layer", reason: "is \(selectLayer); the vision tower has \(vision.numHiddenLayers) layers")
        }
        guard (0..<text.vocabSize).contains(imageTokenIndex) else {
            throw ModelError.invalid(
                key: "image_token_index", reason: "is \(imageTokenIndex); the vocabulary has \(text.vocabSize) tokens")
        }
    }
}

extension ActionHeadConfig {
    fileprivate func validate(features: Int) throws {
        try requirePositive([
            ("action_head_cfg.action_dim", actionDim), ("action_head_cfg.action_horizon", actionHorizon),
            ("action_head_cfg.max_state_dim", maxStateDim), ("action_head_cfg.hidden_size", hiddenSize),
            ("action_head_cfg.max_num_embodiments", maxNumEmbodiments),
            ("action_head_cfg.num_inference_timesteps", numInferenceTimesteps),
            ("action_head_cfg.num_timestep_buckets", numTimestepBuckets),
            ("action_head_cfg.diffusion_model_cfg.num_layers", diffusionModel.numLayers),
            ("action_head_cfg.diffusion_model_cfg.num_attention_heads", diffusionModel.numAttentionHeads),
            ("action_head_cfg.diffusion_model_cfg.attention_head_dim", diffusionModel.attentionHeadDim),
        ])
        try requireEqual(
            "action_head_cfg.backbone_embedding_dim", backboneEmbeddingDim, features, "the backbone's width")
        try requireEqual(
            "action_head_cfg.input_embedding_dim", inputEmbeddingDim, diffusionModel.width, "the DiT's heads x head_dim"
        )
        try requireEqual(
            "action_head_cfg.diffusion_model_cfg.output_dim", diffusionModel.outputDim ?? hiddenSize, hiddenSize,
            "hidden_size")
        try requireEqual(
            "action_head_cfg.diffusion_model_cfg.cross_attention_dim",
            diffusionModel.crossAttentionDim ?? diffusionModel.width, features, "the backbone's width")
        try requireMultiple("action_head_cfg.input_embedding_dim", inputEmbeddingDim, of: 2, "2 (sines and cosines)")
        try diffusionModel.validate("action_head_cfg.diffusion_model_cfg", norms: ["ada_norm"])
        if useVlln, let vlSelfAttention {
            try vlSelfAttention.validate("action_head_cfg.vl_self_attention_cfg", norms: ["layer_norm"])
            try requireEqual(
                "action_head_cfg.vl_self_attention_cfg", vlSelfAttention.width, features, "the backbone's width")
        } else if useVlln {
            throw ModelError.invalid(
                key: "action_head_cfg.vl_self_attention_cfg", reason: "is missing, and use_vlln is true")
        }
        guard (0...1_000_000).contains(numTargetVisionTokens) else {
            throw ModelError.invalid(
                key: "action_head_cfg.num_target_vision_tokens",
                reason: "is \(numTargetVisionTokens); it must be between 0 and 1000000")
        }
        guard !addPosEmbed || maxSeqLen >= actionHorizon else {
            throw ModelError.invalid(
                key: "action_head_cfg.max_seq_len", reason: "is \(maxSeqLen), less than action_horizon \(actionHorizon)"
            )
        }
    }
}

extension TransformerConfig {
    fileprivate func validate(_ name: String, norms: [String]) throws {
        try requirePositive([
            ("\(name).num_attention_heads", numAttentionHeads), ("\(name).attention_head_dim", attentionHeadDim),
        ])
        guard numLayers >= 0 else { throw ModelError.invalid(key: "\(name).num_layers", reason: "is \(numLayers)") }
        if let positionalEmbeddings {
            throw ModelError.unsupported(
                key: "\(name).positional_embeddings", value: "'\(positionalEmbeddings)'", supported: "null")
        }
        if let normType, !norms.contains(normType) {
            throw ModelError.unsupported(
                key: "\(name).norm_type", value: "'\(normType)'", supported: norms.joined(separator: ", "))
        }
        if let activationFn, activationFn != "gelu-approximate" {
            throw ModelError.unsupported(
                key: "\(name).activation_fn", value: "'\(activationFn)'", supported: "'gelu-approximate'")
        }
    }
}

private func requirePositive(_ values: [(key: String, value: Int)]) throws {
    for (key, value) in values where !(1...1_000_000).contains(value) {
        throw ModelError.invalid(key: key, reason: "is \(value); it must be between 1 and 1000000")
    }
}

private func requireMultiple(_ key: String, _ value: Int, of factor: Int, _ name: String) throws {
    guard value % factor == 0 else {
        throw ModelError.invalid(key: key, reason: "is \(value), which is not a multiple of \(name)")
    }
}

private func requireEqual(_ key: String, _ value: Int, _ expected: Int, _ name: String) throws {
    guard value == expected else {
        throw ModelError.invalid(key: key, reason: "is \(value), but \(name) is \(expected)")
    }
}
