import Dataset
import Embodiment

extension DataConfig: Decodable {
    /// Fields that are absent take their defaults; `name` and `modality` must be there, unknown fields must not.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .name)
        let defaults = DataConfig(name: name, modality: try container.decode(ModalityConfigs.self, forKey: .modality))
        self.init(
            name: name, modality: defaults.modality,
            video: try container.decode(.video, or: defaults.video),
            state: try container.decode(.state, or: defaults.state),
            action: try container.decode(.action, or: defaults.action),
            languageDropoutProb: try container.decode(.languageDropoutProb, or: defaults.languageDropoutProb),
            defaultInstruction: try container.decode(.defaultInstruction, or: defaults.defaultInstruction),
            maxStateDim: try container.decode(.maxStateDim, or: defaults.maxStateDim),
            maxActionDim: try container.decode(.maxActionDim, or: defaults.maxActionDim),
            jointLimits: try container.decodeNullable(.jointLimits, or: nil))
        try validate()
    }
}

extension ModalityConfigs: Decodable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(keyedBy: CodingKeys.self)
        func config(_ key: CodingKeys) throws -> ModalityConfig {
            try container.decode(StrictModalityConfig.self, forKey: key).config
        }
        self.init(
            video: try config(.video), state: try config(.state), action: try config(.action),
            language: container.contains(.language)
                ? try config(.language) : ModalityConfig(deltaIndices: [0], modalityKeys: []))
    }
}

/// `ModalityConfig`, read strictly.
private struct StrictModalityConfig: Decodable {
    let config: ModalityConfig

    enum CodingKeys: String, CodingKey, CaseIterable {
        case deltaIndices = "delta_indices"
        case modalityKeys = "modality_keys"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let names = try container.decode([String].self, forKey: .modalityKeys)
        config = ModalityConfig(
            deltaIndices: try container.decode([Int].self, forKey: .deltaIndices),
            modalityKeys: try names.map { try modalityKey($0, at: decoder.codingPath.dotted) })
    }
}

extension VideoConfig: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case cropScale = "crop_scale"
        case resize
        case colorJitter = "color_jitter"
    }

    /// An explicit null switches a transform off.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let defaults = VideoConfig()
        self.init(
            cropScale: try container.decodeNullable(.cropScale, or: defaults.cropScale),
            resize: try container.decodeNullable(.resize, or: defaults.resize),
            colorJitter: try container.decodeNullable(.colorJitter, or: defaults.colorJitter))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        // Not encodeIfPresent: an absent field would come back as its default.
        try container.encode(cropScale, forKey: .cropScale)
        try container.encode(resize, forKey: .resize)
        try container.encode(colorJitter, forKey: .colorJitter)
    }
}

extension ImageSize: Decodable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            height: try container.decode(Int.self, forKey: .height),
            width: try container.decode(Int.self, forKey: .width))
    }
}

extension VideoColorJitter: Decodable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            brightness: try container.decode(.brightness, or: 0), contrast: try container.decode(.contrast, or: 0),
            saturation: try container.decode(.saturation, or: 0), hue: try container.decode(.hue, or: 0))
    }
}

extension StateActionConfig: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case sinCos = "sin_cos"
        case normalizationModes = "normalization_modes"
        case targetRotations = "target_rotations"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(keyedBy: CodingKeys.self)
        let path = decoder.codingPath.dotted
        func table(_ field: CodingKeys) throws -> [String: String] { try container.decode(field, or: [:]) }

        var config = StateActionConfig()
        config.sinCos = try container.decode(.sinCos, or: [String]()).map { try modalityKey($0, at: path) }
        for (key, name) in try table(.normalizationModes).sorted(by: { $0.key < $1.key }) {
            guard let mode = NormalizationMode(rawValue: name) else {
                throw TransformError.unknownNormalizationMode(key: key, mode: name)
            }
            config.normalizationModes[try modalityKey(key, at: path)] = mode
        }
        for (key, name) in try table(.targetRotations).sorted(by: { $0.key < $1.key }) {
            guard let rotation = RotationType(rawValue: name) else {
                throw TransformError.unknownRotation(key: key, rotation: name)
            }
            config.targetRotations[try modalityKey(key, at: path)] = rotation
        }
        self = config
    }

    public func encode(to encoder: any Encoder) throws {
        func named<V: RawRepresentable>(_ table: [ModalityKey: V]) -> [String: V.RawValue] {
            Dictionary(table.map { ($0.key.description, $0.value.rawValue) }) { first, _ in first }
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sinCos, forKey: .sinCos)
        try container.encode(named(normalizationModes), forKey: .normalizationModes)
        try container.encode(named(targetRotations), forKey: .targetRotations)
    }
}

func modalityKey(_ text: String, at path: String) throws -> ModalityKey {
    do { return try ModalityKey(text) } catch let error as EmbodimentError {
        throw TransformError.badField(path: path, problem: error.description)
    }
}
