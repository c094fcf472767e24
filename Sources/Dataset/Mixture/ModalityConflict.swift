import Embodiment

/// The first thing in which two datasets of one embodiment disagree. The reference compares their modalities as JSON text and
/// says only that they differ.
struct ModalityConflict {
    let error: MixtureError

    /// `nil` where both have the same keys of the same sizes, and statistics that fit them.
    init?(_ first: DatasetMetadata.Part, _ part: DatasetMetadata.Part) {
        let values = Self.values(first.metadata)
        let others = Self.values(part.metadata)
        let keys = Set(values.keys).union(others.keys).sorted()
        guard let key = keys.first(where: { values[$0] != others[$0] }) else { return nil }
        error = .conflictingModalities(
            tag: first.metadata.embodimentTag, key: key, dataset: part.name, value: others[key] ?? "missing",
            other: first.name, otherValue: values[key] ?? "missing")
    }

    /// All that has to be the same, by where it stands, as text.
    private static func values(_ metadata: DatasetMetadata) -> [String: String] {
        var values: [String: String] = [:]
        for (name, video) in metadata.modalities.video {
            let key = ModalityKey(.video, name)
            values["\(key)"] = "present"
            values["\(key) > resolution"] = "\(video.resolution)"
            values["\(key) > channels"] = "\(video.channels)"
            values["\(key) > fps"] = "\(video.fps)"
        }
        add(.state, metadata.modalities.state, metadata.statistics.state, to: &values)
        add(.action, metadata.modalities.action, metadata.statistics.action, to: &values)
        return values
    }

    private static func add(
        _ modality: Modality, _ groups: [String: StateActionMetadata], _ statistics: [String: Statistics],
        to values: inout [String: String]
    ) {
        for (name, group) in groups {
            let key = ModalityKey(modality, name)
            values["\(key)"] = "present"
            values["\(key) > shape"] = "\(group.shape)"
            values["\(key) > absolute"] = "\(group.absolute)"
            values["\(key) > continuous"] = "\(group.continuous)"
            values["\(key) > rotation_type"] = group.rotationType?.rawValue ?? "null"
        }
        for (name, group) in statistics {
            // All six have to be of one length, or mixing them would read past an end.
            let counts = [group.max, group.min, group.mean, group.std, group.q01, group.q99].map(\.count)
            let count = Set(counts).count == 1 ? "\(counts[0])" : "\(counts)"
            values["\(ModalityKey(modality, name)) > size of its statistics"] = count
        }
    }
}
