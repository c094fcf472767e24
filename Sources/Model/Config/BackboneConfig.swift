/// `backbone_cfg`: how the reference's `EagleBackbone` is built.
public struct BackboneConfig: Sendable, Equatable, Encodable {
    /// Layers of the language model that are kept; the features are the hidden states after the last of them.
    public var selectLayer: Int
    public var reprojectVision: Bool
    public var tuneLlm: Bool
    public var tuneVisual: Bool
    /// Width that a layer of the backbone projects the features to; `nil`: they stay as they are. N1.5's file has it
    /// (`eagle_linear`; null for none, 1536 where it is left out); in N1 it is the DiT's width (`linear`).
    @ExplicitNull public var projectToDim: Int?

    // N1.5
    public var eaglePath: String?
    public var useFlashAttention = true
    public var loadBf16 = false

    // N1
    public var modelName: String?
    /// Width of the features before the projection; -1 has none.
    public var projectorDim: Int?
    public var scaleImageResolution: Int?
    public var processorCfg: ProcessorConfig?

    enum CodingKeys: CodingKey {
        case selectLayer, reprojectVision, tuneLlm, tuneVisual, projectToDim, eaglePath, useFlashAttention, loadBf16
        case modelName, projectorDim, scaleImageResolution, processorCfg
    }

    /// N1.5's.
    public init(selectLayer: Int, projectToDim: Int? = nil, tuneLlm: Bool = false, tuneVisual: Bool = true) {
        eaglePath = "NVEagle/eagle_er-qwen3_1_7B-Siglip2_400M_stage1_5_128gpu_er_v7_1mlp_nops"
        self.projectToDim = projectToDim
        reprojectVision = false
        self.selectLayer = selectLayer
        self.tuneLlm = tuneLlm
        self.tuneVisual = tuneVisual
    }

    /// N1's: features of `width`, projected to those that the action head reads.
    public init(n1 selectLayer: Int, width: Int, projectToDim: Int, imageTokens: Int) {
        self.init(selectLayer: selectLayer, projectToDim: projectToDim)
        eaglePath = nil
        modelName = ProcessorConfig.eagle
        projectorDim = width
        scaleImageResolution = 1
        processorCfg = ProcessorConfig(imageTokens: imageTokens)
    }

    /// - Parameter features: width of the features that the action head reads.
    init(from decoder: any Decoder, _ family: ModelFamily, features: Int) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        selectLayer = try values.decode(Int.self, forKey: .selectLayer)
        reprojectVision = try values.decode(.reprojectVision, default: false)
        tuneLlm = try values.decode(.tuneLlm, default: false)
        tuneVisual = try values.decode(.tuneVisual, default: false)
        switch family {
        case .n1:
            modelName = try values.decodeIfPresent(String.self, forKey: .modelName)
            scaleImageResolution = try values.decode(.scaleImageResolution, default: 1)
            processorCfg = try values.decodeIfPresent(ProcessorConfig.self, forKey: .processorCfg)
            projectorDim = try values.decode(.projectorDim, default: -1)
            projectToDim = projectorDim == -1 ? nil : features
        case .n15:
            projectToDim = try values.decode(.projectToDim, whereAbsent: 1536)
            eaglePath = try values.decodeIfPresent(String.self, forKey: .eaglePath)
            useFlashAttention = try values.decode(.useFlashAttention, default: true)
            loadBf16 = try values.decode(.loadBf16, default: false)
        }
    }
}

/// `processor_cfg` of N1: how its processor makes tiles and prompts.
public struct ProcessorConfig: Sendable, Equatable, Codable {
    static let eagle = "$GR00T_BACKBONE_PATH/eagle2_hg_model"

    /// Tiles that an image is cut into at most.
    public var maxInputTiles: Int
    public var modelPath: String?
    public var modelSpec: ModelSpec

    public struct ModelSpec: Sendable, Equatable, Codable {
        /// Tokens of a tile.
        public var numImageToken: Int
        public var template: String
    }

    init(imageTokens: Int) {
        maxInputTiles = 1
        modelPath = ProcessorConfig.eagle
        modelSpec = ModelSpec(numImageToken: imageTokens, template: "qwen2-chat")
    }
}
