import Dataset
import Embodiment

/// How one kind of robot's data reaches the model: which keys at which steps, and the parameters of every transform. The names
/// of the fields are the reference's (`gr00t/experiment/data_config.py`); `gr00t data config NAME` prints it.
public struct DataConfig: Sendable, Equatable, Encodable {
    public var name: String
    public var modality: ModalityConfigs
    public var video: VideoConfig
    public var state: StateActionConfig
    public var action: StateActionConfig
    /// How often, when training, the instruction is replaced by ``defaultInstruction``.
    public var languageDropoutProb: Double
    /// What the model is told when there is no annotation key.
    public var defaultInstruction: String
    /// Width that states are padded to; a checkpoint overrides it.
    public var maxStateDim: Int
    /// Width that actions are padded to; a checkpoint overrides it.
    public var maxActionDim: Int
    /// Of the robot's joints; none where absent.
    public var jointLimits: JointLimits?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, modality
        case video = "video_transform"
        case state = "state_transform"
        case action = "action_transform"
        case languageDropoutProb = "language_dropout_prob"
        case defaultInstruction = "default_instruction"
        case maxStateDim = "max_state_dim"
        case maxActionDim = "max_action_dim"
        case jointLimits = "joint_limits"
    }

    public init(
        name: String, modality: ModalityConfigs, video: VideoConfig = VideoConfig(),
        state: StateActionConfig = StateActionConfig(), action: StateActionConfig = StateActionConfig(),
        languageDropoutProb: Double = 0, defaultInstruction: String = "Perform the default behavior.",
        maxStateDim: Int = 64, maxActionDim: Int = 32, jointLimits: JointLimits? = nil
    ) {
        self.name = name
        self.modality = modality
        self.video = video
        self.state = state
        self.action = action
        self.languageDropoutProb = languageDropoutProb
        self.defaultInstruction = defaultInstruction
        self.maxStateDim = maxStateDim
        self.maxActionDim = maxActionDim
        self.jointLimits = jointLimits
    }
}

/// Keys and steps of each modality.
public struct ModalityConfigs: Sendable, Equatable, Encodable {
    public var video: ModalityConfig
    public var state: ModalityConfig
    public var action: ModalityConfig
    /// No key, or one.
    public var language: ModalityConfig

    enum CodingKeys: String, CodingKey, CaseIterable { case video, state, action, language }

    public init(video: ModalityConfig, state: ModalityConfig, action: ModalityConfig, language: ModalityConfig) {
        self.video = video
        self.state = state
        self.action = action
        self.language = language
    }

    /// By the names that a policy uses: `video`, `state`, `action`, `language`.
    public var byName: [String: ModalityConfig] {
        ["video": video, "state": state, "action": action, "language": language]
    }
}

/// Parameters of the image transforms; the defaults are those of all built-in configs.
public struct VideoConfig: Sendable, Equatable {
    /// Part of each side that the crop keeps; nil does not crop.
    public var cropScale: Double?
    /// nil does not resize: images of another size than the vision tower's then become dynamic tiles.
    public var resize: ImageSize?
    /// Training only; nil leaves the colours alone.
    public var colorJitter: VideoColorJitter?

    public init(
        cropScale: Double? = 0.95, resize: ImageSize? = ImageSize(height: 224, width: 224),
        colorJitter: VideoColorJitter? = VideoColorJitter(brightness: 0.3, contrast: 0.4, saturation: 0.5, hue: 0.08)
    ) {
        self.cropScale = cropScale
        self.resize = resize
        self.colorJitter = colorJitter
    }
}

/// In pixels.
public struct ImageSize: Sendable, Equatable, Encodable {
    public var height: Int
    public var width: Int

    enum CodingKeys: String, CodingKey, CaseIterable { case height, width }

    public init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }
}

/// Parameters of the transforms of states or of actions. A key under none of the three passes as it is.
public struct StateActionConfig: Sendable, Equatable {
    /// Joint angles that become sine and cosine.
    public var sinCos: [ModalityKey]
    public var normalizationModes: [ModalityKey: NormalizationMode]
    /// Rotations that are rewritten before they are normalised.
    public var targetRotations: [ModalityKey: RotationType]

    public init(
        sinCos: [ModalityKey] = [], normalizationModes: [ModalityKey: NormalizationMode] = [:],
        targetRotations: [ModalityKey: RotationType] = [:]
    ) {
        self.sinCos = sinCos
        self.normalizationModes = normalizationModes
        self.targetRotations = targetRotations
    }
}
