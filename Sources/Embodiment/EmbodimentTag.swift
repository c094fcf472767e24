/// Which robot the data is of. The tag chooses the state encoder, action encoder and decoder (the "projector") of the model.
public enum EmbodimentTag: String, Sendable, Codable, CaseIterable {
    /// Any robot that the published checkpoints were not trained on: fine-tune this one.
    case newEmbodiment = "new_embodiment"
    /// Fourier GR-1 humanoid, joint space.
    case gr1
    /// Franka arm of Open X-Embodiment's DROID, relative end effector.
    case oxeDroid = "oxe_droid"
    /// AgiBot Genie-1 humanoid with grippers.
    case agibotGenie1 = "agibot_genie1"
    /// Franka arm; N1 only.
    case franka
    /// SO-100 arm; N1 only.
    case so100
    /// Panda arm on an Omron base in RoboCasa; N1 only.
    case robocasaPandaOmron = "robocasa_panda_omron"

    /// Throws ``EmbodimentError/unknownTag(_:)``, which lists the known ones.
    public init(named name: String) throws {
        guard let tag = EmbodimentTag(rawValue: name.lowercased()) else { throw EmbodimentError.unknownTag(name) }
        self = tag
    }

    /// Index of this robot's projector (`EMBODIMENT_TAG_MAPPING` of the reference, `gr00t/data/embodiment_tags.py`). A model knows
    /// the robots of its own family only; some indices have other robots in N1 than in N1.5.
    public var projectorIndex: Int {
        switch self {
        case .newEmbodiment: 31
        case .gr1: 24
        case .oxeDroid, .franka: 17
        case .agibotGenie1, .so100: 26
        case .robocasaPandaOmron: 13
        }
    }
}
