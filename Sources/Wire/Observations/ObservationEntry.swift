import Embodiment

/// One key of a message that belongs to an observation.
struct ObservationEntry {
    /// As the message has it, for errors.
    let key: String
    let modality: Modality
    /// Without the modality.
    let name: String
    let value: WireValue

    /// Keys of one request: cameras, joint groups and instructions.
    private static let maximumKeys = 256

    /// The entries of a message with flat or nested keys.
    static func entries(
        of fields: [WireField]
    ) throws(WireError) -> (entries: [ObservationEntry], ignored: [String], isNested: Bool) {
        var entries: [ObservationEntry] = []
        var ignored: [String] = []
        var isNested = false
        for field in fields {
            if let modality = Self.modality(field.key), case .map(let inner) = field.value {
                isNested = true
                for entry in inner {
                    entries.append(
                        ObservationEntry(
                            key: "\(field.key).\(entry.key)", modality: modality,
                            name: stripped(entry.key, modality), value: entry.value))
                }
            } else if let entry = flat(field) {
                entries.append(entry)
            } else {
                ignored.append(field.key)
            }
        }
        guard entries.count <= maximumKeys else {
            throw .badObservation(
                key: entries[maximumKeys].key,
                reason: "an observation of \(entries.count) keys; send \(maximumKeys) at most")
        }
        var seen: Set<String> = []
        for entry in entries where !seen.insert("\(entry.modality).\(entry.name)").inserted {
            throw .duplicateKey(entry.key)
        }
        return (entries, ignored, isNested)
    }

    private static func flat(_ field: WireField) -> ObservationEntry? {
        if field.key == "task" || field.key == "prompt" {
            return ObservationEntry(key: field.key, modality: .annotation, name: field.key, value: field.value)
        }
        let parts = field.key.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let modality = Self.modality(String(parts[0])), !parts[1].isEmpty else { return nil }
        return ObservationEntry(
            key: field.key, modality: modality, name: stripped(String(parts[1]), modality), value: field.value)
    }

    /// Actions come along where a client sends a step of a dataset; they are no part of what it saw.
    private static func modality(_ word: String) -> Modality? {
        switch word {
        case "video": .video
        case "state": .state
        case "annotation", "language": .annotation
        default: nil
        }
    }

    /// N1.6 and N1.7 keep the whole key of an annotation within `language`.
    private static func stripped(_ name: String, _ modality: Modality) -> String {
        let prefix = "annotation."
        return modality == .annotation && name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    }
}
