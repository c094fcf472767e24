import Foundation

/// `config.json` of a GR00T checkpoint (`gr00t/model/gr00t_n1.py`, `GR00T_N1_Config` and `GR00T_N1_5_Config`).
public struct GR00TConfig: Sendable, Equatable, Codable {
    /// `model_type`.
    public var family: ModelFamily
    public var architectures: [String]
    /// Steps of one action chunk.
    public var actionHorizon: Int
    /// Width of one action, all joint groups side by side and zero-padded.
    public var actionDim: Int
    /// As the file says it; nothing is computed from it.
    public var hiddenSize: Int
    public var modelDtype: String
    /// Dtype that inference and training compute in.
    public var computeDtype: String
    /// Dtype of the weights in the files, where the file says it.
    public var torchDtype: String?
    public var backbone: BackboneConfig
    public var actionHead: ActionHeadConfig

    enum CodingKeys: String, CodingKey {
        case architectures, actionHorizon, actionDim, hiddenSize, modelDtype, computeDtype, torchDtype
        case family = "modelType"
        case backbone = "backboneCfg"
        case actionHead = "actionHeadCfg"
    }

    public init(
        _ family: ModelFamily = .n15, actionHorizon: Int, actionDim: Int, hiddenSize: Int, backbone: BackboneConfig,
        actionHead: ActionHeadConfig
    ) {
        self.family = family
        architectures = [family.architecture]
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
        let type = try values.decode(String.self, forKey: .family)
        guard let family = ModelFamily(rawValue: type) else {
            throw ModelError.unsupported(
                key: "model_type", value: "'\(type)'",
                supported: ModelFamily.allCases.map { "'\($0.rawValue)' (\($0.name))" }.joined(separator: " and "))
        }
        self.family = family
        architectures = try values.decode(.architectures, default: [family.architecture])
        actionHorizon = try values.decode(Int.self, forKey: .actionHorizon)
        actionDim = try values.decode(Int.self, forKey: .actionDim)
        hiddenSize = try values.decode(.hiddenSize, default: family == .n1 ? 1536 : 2048)
        modelDtype = try values.decode(.modelDtype, default: "float32")
        computeDtype = try values.decode(.computeDtype, default: "bfloat16")
        torchDtype = try values.decodeIfPresent(String.self, forKey: .torchDtype)
        actionHead = try ActionHeadConfig(from: values.decoder(of: .actionHead), family)
        backbone = try BackboneConfig(
            from: values.decoder(of: .backbone), family, features: actionHead.backboneEmbeddingDim)
    }

    /// Reads `config.json`. Throws ``ModelError`` that names the file and the key.
    public init(_ file: URL) throws { self = try ConfigFile.read(GR00TConfig.self, file) }

    /// The text of `config.json`.
    public func json() throws -> Data { try ConfigFile.json(self, without: family.foreignKeys) }

    /// The text of `config.json`, with what the file that the model was loaded from says besides.
    /// - Parameter original: the text of that file.
    public func json(keepingUnknownOf original: Data) throws -> Data {
        try ConfigFile.json(self, without: family.foreignKeys, keepingUnknownOf: original)
    }
}
