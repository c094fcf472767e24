import Foundation

/// `config.json` of a GR00T N1.5 checkpoint (`gr00t/model/gr00t_n1.py`, `GR00T_N1_5_Config`).
public struct GR00TConfig: Sendable, Equatable, Codable {
    public var modelType: String
    public var architectures: [String]
    /// Steps of one action chunk.
    public var actionHorizon: Int
    /// Width of one action, all joint groups side by side and zero-padded.
    public var actionDim: Int
    /// Width of the backbone's features.
    public var hiddenSize: Int
    public var modelDtype: String
    /// Dtype that inference and training compute in.
    public var computeDtype: String
    /// Dtype of the weights in the files, where the file says it.
    public var torchDtype: String?
    public var backbone: BackboneConfig
    public var actionHead: ActionHeadConfig

    enum CodingKeys: String, CodingKey {
        case modelType, architectures, actionHorizon, actionDim, hiddenSize, modelDtype, computeDtype, torchDtype
        case backbone = "backboneCfg"
        case actionHead = "actionHeadCfg"
    }

    public init(
        actionHorizon: Int, actionDim: Int, hiddenSize: Int, backbone: BackboneConfig, actionHead: ActionHeadConfig
    ) {
        modelType = "gr00t_n1_5"
        architectures = ["GR00T_N1_5"]
        self.actionHorizon = actionHorizon
        self.actionDim = actionDim
        self.hiddenSize = hiddenSize
        modelDtype = "float32"
        computeDtype = "bfloat16"
        self.backbone = backbone
        self.actionHead = actionHead
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        modelType = try values.decode(String.self, forKey: .modelType)
        architectures = try values.decode(.architectures, default: ["GR00T_N1_5"])
        actionHorizon = try values.decode(Int.self, forKey: .actionHorizon)
        actionDim = try values.decode(Int.self, forKey: .actionDim)
        hiddenSize = try values.decode(.hiddenSize, default: 2048)
        modelDtype = try values.decode(.modelDtype, default: "float32")
        computeDtype = try values.decode(.computeDtype, default: "bfloat16")
        torchDtype = try values.decodeIfPresent(String.self, forKey: .torchDtype)
        backbone = try values.decode(BackboneConfig.self, forKey: .backbone)
        actionHead = try values.decode(ActionHeadConfig.self, forKey: .actionHead)
    }

    /// Reads `config.json`. Throws ``ModelError`` that names the file and the key.
    public init(_ file: URL) throws {
        self = try ConfigFile.read(GR00TConfig.self, file)
        guard modelType == "gr00t_n1_5" else {
            throw ModelError.unsupported(key: "model_type", value: "'\(modelType)'", supported: "'gr00t_n1_5'")
        }
    }

    /// The text of `config.json`.
    public func json() throws -> Data { try ConfigFile.json(self) }

    /// The text of `config.json`, with what the file that the model was loaded from says besides.
    /// - Parameter original: the text of that file.
    public func json(keepingUnknownOf original: Data) throws -> Data {
        try ConfigFile.json(self, keepingUnknownOf: original)
    }
}

/// `backbone_cfg`: how the reference's `EagleBackbone` is built.
public struct BackboneConfig: Sendable, Equatable, Codable {
    public var eaglePath: String?
    /// Width that `eagle_linear` projects the features to; the identity where it is null, 1536 where it is left out.
    @ExplicitNull public var projectToDim: Int?
    public var reprojectVision: Bool
    /// Layers of the language model that are kept; the features are the hidden states after the last of them.
    public var selectLayer: Int
    public var tuneLlm: Bool
    public var tuneVisual: Bool
    public var useFlashAttention: Bool
    public var loadBf16: Bool

    public init(selectLayer: Int, projectToDim: Int? = nil, tuneLlm: Bool = false, tuneVisual: Bool = true) {
        eaglePath = "NVEagle/eagle_er-qwen3_1_7B-Siglip2_400M_stage1_5_128gpu_er_v7_1mlp_nops"
        self.projectToDim = projectToDim
        reprojectVision = false
        self.selectLayer = selectLayer
        self.tuneLlm = tuneLlm
        self.tuneVisual = tuneVisual
        useFlashAttention = true
        loadBf16 = false
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        eaglePath = try values.decodeIfPresent(String.self, forKey: .eaglePath)
        projectToDim = try values.decode(.projectToDim, whereAbsent: 1536)
        reprojectVision = try values.decode(.reprojectVision, default: false)
        selectLayer = try values.decode(Int.self, forKey: .selectLayer)
        tuneLlm = try values.decode(.tuneLlm, default: false)
        tuneVisual = try values.decode(.tuneVisual, default: false)
        useFlashAttention = try values.decode(.useFlashAttention, default: true)
        loadBf16 = try values.decode(.loadBf16, default: false)
    }
}
