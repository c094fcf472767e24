/// The four kinds of data that a robot shows or does.
public enum Modality: String, Sendable, Codable, CaseIterable {
    case video, state, action, annotation
}

/// A modality key as in `meta/modality.json` and the data configs: `video.ego_view`, `state.left_arm`, `action.left_arm`,
/// `annotation.human.action.task_description`. The text is split at its first dot.
public struct ModalityKey: Hashable, Sendable, Codable, CustomStringConvertible {
    public let modality: Modality
    public let name: String

    public init(_ modality: Modality, _ name: String) {
        self.modality = modality
        self.name = name
    }

    /// Parses `modality.name`. Throws ``EmbodimentError/badKey(_:)``, also for a dot in the name of a state or action.
    public init(_ text: String) throws {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let modality = Modality(rawValue: String(parts[0])), !parts[1].isEmpty,
            modality == .video || modality == .annotation || !parts[1].contains(".")
        else { throw EmbodimentError.badKey(text) }
        self.init(modality, String(parts[1]))
    }

    public var description: String { "\(modality.rawValue).\(name)" }

    public init(from decoder: any Decoder) throws { try self.init(decoder.singleValueContainer().decode(String.self)) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
