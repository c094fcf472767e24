/// Which keys of one modality are wanted, and at which steps relative to the current one (`gr00t/data/dataset.py`).
public struct ModalityConfig: Sendable, Equatable, Codable {
    /// Steps relative to the current one: `[0]` for an observation, `0...15` for a chunk of 16 actions.
    public var deltaIndices: [Int]
    /// Whole keys, `state.left_arm`, in the order in which they are concatenated.
    public var modalityKeys: [ModalityKey]

    public init(deltaIndices: [Int], modalityKeys: [ModalityKey]) {
        self.deltaIndices = deltaIndices
        self.modalityKeys = modalityKeys
    }

    enum CodingKeys: String, CodingKey {
        case deltaIndices = "delta_indices"
        case modalityKeys = "modality_keys"
    }
}
