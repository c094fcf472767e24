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

    /// Throws ``EmbodimentError/unknownTag(_:)``, which lists the known ones.
    public init(named name: String) throws {
        guard let tag = EmbodimentTag(rawValue: name.lowercased()) else { throw EmbodimentError.unknownTag(name) }
        self = tag
    }

    /// Index of this robot's projector in N1.5 (`EMBODIMENT_TAG_MAPPING` of the reference, `gr00t/data/embodiment_tags.py`).
    public var projectorIndex: Int {
        switch self {
        case .newEmbodiment: 31
        case .gr1: 24
        case .oxeDroid: 17
        case .agibotGenie1: 26
        }
    }
}
