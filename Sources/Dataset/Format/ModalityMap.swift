import Embodiment
import Foundation

/// `meta/modality.json`: GR00T's addition to LeRobot. It says which numbers of the state and action vectors are which joints,
/// under which names the model knows the cameras, and which columns hold instructions.
public struct ModalityMap: Sendable, Equatable {
    /// Joint groups; keys are names without `state.`.
    public var state: [String: VectorSlice]
    /// Joint groups; keys are names without `action.`.
    public var action: [String: VectorSlice]
    /// Cameras; keys are names without `video.`.
    public var video: [String: Source]
    /// Instructions; keys are names without `annotation.`, often with dots: `human.action.task_description`.
    public var annotation: [String: Source]

    /// Where it lies in a dataset.
    public static let path = "meta/modality.json"

    public init(
        state: [String: VectorSlice], action: [String: VectorSlice], video: [String: Source],
        annotation: [String: Source]
    ) {
        self.state = state
        self.action = action
        self.video = video
        self.annotation = annotation
    }

    /// Reads `meta/modality.json` of the dataset in `root` and holds it against the dataset's features.
    ///
    /// Throws ``DatasetError/noModalityMap(path:)`` for a plain LeRobot dataset; ``init(guessedFrom:)`` makes a first map.
    public init(dataset root: URL, info: DatasetInfo) throws {
        let url = root.appending(path: Self.path)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw DatasetError.noModalityMap(path: url.path)
        }
        self = try JSONFile.read(Self.self, from: url, remedy: "")
        try validate(against: info, file: url.path)
    }

    /// Writes the map as `meta/modality.json` of the dataset in `root`.
    public func write(dataset root: URL) throws { try JSONFile.write(self, to: root.appending(path: Self.path)) }

    /// The joint groups of `state` or `action`; none for the other modalities.
    public func slices(_ modality: Modality) -> [String: VectorSlice] {
        switch modality {
        case .state: state
        case .action: action
        case .video, .annotation: [:]
        }
    }

    /// The feature of `meta/info.json` that a camera stands for.
    public func column(camera name: String) -> String { video[name]?.originalKey ?? name }

    /// The column of the parquet files that an annotation stands for.
    public func column(annotation name: String) -> String { annotation[name]?.originalKey ?? "annotation.\(name)" }
}

/// A part of the state or action vector.
public struct VectorSlice: Sendable, Equatable {
    /// First number, from 0.
    public var start: Int
    /// One past the last number.
    public var end: Int
    /// The column that is sliced; `nil` is `observation.state` or `action`.
    public var originalKey: String?
    /// Whether steps outside an episode repeat its first or last row (else they are zero).
    public var absolute: Bool
    public var rotationType: RotationType?
    /// A numpy name; only decides whether the numbers are continuous. Nothing is converted.
    public var dtype: String
    /// [min, max]; written by some tools, used by none.
    public var range: [Double]?

    public init(
        start: Int, end: Int, originalKey: String? = nil, absolute: Bool = true, rotationType: RotationType? = nil,
        dtype: String = "float64", range: [Double]? = nil
    ) {
        self.start = start
        self.end = end
        self.originalKey = originalKey
        self.absolute = absolute
        self.rotationType = rotationType
        self.dtype = dtype
        self.range = range
    }

    /// Numbers in the group, D. A map that was read from a file has `start < end`.
    public var width: Int { end - start }

    /// Whether the numbers are continuous: those of an integer or boolean type can only be normalised as `binary`.
    public var isContinuous: Bool { dtype.hasPrefix("float") || dtype.hasPrefix("complex") }

    /// The column of the parquet files that the group is a part of.
    public func column(_ modality: Modality) -> String {
        originalKey ?? (modality == .state ? "observation.state" : "action")
    }
}

/// Where a camera or an annotation comes from.
public struct Source: Sendable, Equatable, Codable {
    /// `nil`: for a camera its own name, for an annotation `annotation.NAME`.
    public var originalKey: String?

    public init(originalKey: String? = nil) { self.originalKey = originalKey }

    enum CodingKeys: String, CodingKey {
        case originalKey = "original_key"
    }
}

extension VectorSlice: Codable {
    enum CodingKeys: String, CodingKey {
        case start, end, absolute, dtype, range
        case originalKey = "original_key"
        case rotationType = "rotation_type"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            start: container.decode(Int.self, forKey: .start), end: container.decode(Int.self, forKey: .end),
            originalKey: container.decodeIfPresent(String.self, forKey: .originalKey),
            absolute: container.decodeIfPresent(Bool.self, forKey: .absolute) ?? true,
            rotationType: container.decodeIfPresent(RotationType.self, forKey: .rotationType),
            dtype: container.decodeIfPresent(String.self, forKey: .dtype) ?? "float64",
            range: container.decodeIfPresent([Double].self, forKey: .range))
    }
}

extension ModalityMap: Codable {
    enum CodingKeys: String, CodingKey {
        case state, action, video, annotation
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            state: container.decode([String: VectorSlice].self, forKey: .state),
            action: container.decode([String: VectorSlice].self, forKey: .action),
            video: container.decode([String: Source].self, forKey: .video),
            annotation: container.decodeIfPresent([String: Source].self, forKey: .annotation) ?? [:])
    }
}
