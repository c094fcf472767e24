import Embodiment
import Media

/// The observations of one request.
public struct WireObservation: Sendable, Equatable {
    /// One, or B side by side.
    public let observations: [Observation]
    /// Whether the arrays had a batch axis, so that the reply's must have it too.
    public let isBatched: Bool
    /// Keys of the message that are no part of an observation, for error messages. The reference ignores them as well.
    public let ignored: [String]
    /// Whether the keys stood within `video`, `state` and `language`.
    package let isNested: Bool

    /// Of a picture, in pixels.
    public static let maximumSide = 8192
    /// Numbers of state in one request.
    private static let maximumNumbers = 1 << 20

    /// Reads flat keys such as `video.ego_view`, `state.left_arm`, `annotation.human.task_description`, `task` and
    /// `prompt`, and nested ones: `{"video": {…}, "state": {…}, "language": {…}}`.
    ///
    /// - Video: uint8 [T, H, W, 3], [B, T, H, W, 3] or one frame [H, W, 3]; or JPEG or PNG files, as bytes, as
    ///   `data:` URLs or as a list of either. No side may exceed ``maximumSide``.
    /// - State: numbers [T, D], [D] or [B, T, D], all finite, in the units of the dataset.
    /// - Annotation: a text, a list of texts or an array of texts; per observation where batched.
    ///
    /// `task` and `prompt` become annotations of that name; see ``instruction(as:)``.
    /// - Parameter limits: ``WireLimits/bytes`` also bounds what compressed images may unfold to.
    public init(_ fields: [WireField], limits: WireLimits = .init()) throws(WireError) {
        let (entries, ignored, isNested) = try ObservationEntry.entries(of: fields)
        var batch = ObservationBatch()
        var budget = VideoValue.Budget(bytes: limits.bytes, frames: limits.values)
        var numbers = Self.maximumNumbers
        for entry in entries {
            switch entry.modality {
            case .video:
                let video = try VideoValue(entry.value, key: entry.key, budget: &budget).batch
                for clip in video.clips {
                    guard let first = clip.first,
                        clip.allSatisfy({ $0.height == first.height && $0.width == first.width })
                    else { throw .badObservation(key: entry.key, reason: "its frames differ in size; send one size") }
                }
                try batch.add(video.clips, isBatched: video.isBatched, key: entry.key) { $0.video[entry.name] = $1 }
            case .state:
                let state = try StateValue(entry.value, key: entry.key, limit: numbers)
                numbers -= state.count
                try batch.add(state.matrices, isBatched: state.isBatched, key: entry.key) { $0.state[entry.name] = $1 }
            case .annotation, .action: continue
            }
        }
        // Texts look the same with and without a batch axis, so the arrays decide.
        for entry in entries where entry.modality == .annotation {
            let texts = try AnnotationValue(entry.value, key: entry.key)
            try batch.add(texts, key: entry.key) { $0.annotation[entry.name] = $1 }
        }
        observations = batch.observations
        isBatched = batch.isBatched
        self.ignored = ignored
        self.isNested = isNested
    }

    private init(_ observations: [Observation], like other: WireObservation) {
        self.observations = observations
        isBatched = other.isBatched
        ignored = other.ignored
        isNested = other.isNested
    }

    /// The same under the annotation key that the policy expects, where each observation has exactly one instruction of
    /// another name: `task`, or another release's key.
    public func instruction(as name: String) -> WireObservation {
        let renamed = observations.map { observation in
            guard observation.annotation.count == 1, let texts = observation.annotation.values.first else {
                return observation
            }
            var renamed = observation
            renamed.annotation = [name: texts]
            return renamed
        }
        return WireObservation(renamed, like: self)
    }

    /// One observation as a client sends it to N1.5: uint8 [T, H, W, 3], float64 [T, D] and lists of texts, sorted by key.
    ///
    /// - Precondition: the frames of a video have one size.
    public static func fields(of observation: Observation) -> [WireField] {
        let video = observation.video.sorted { $0.key < $1.key }.map { name, frames in
            let shape = [frames.count, frames.first?.height ?? 0, frames.first?.width ?? 0, 3]
            // A single frame is its own array; no need to copy it.
            let pixels = frames.count == 1 ? frames[0].pixels : Array(frames.map(\.pixels).joined())
            return WireField("video.\(name)", .array(NDArray(dtype: .uint8, shape: shape, bytes: pixels)))
        }
        let state = observation.state.sorted { $0.key < $1.key }.map { name, matrix in
            WireField(
                "state.\(name)", .array(NDArray(float64: matrix.values, shape: [matrix.rows, matrix.columns])))
        }
        let annotation = observation.annotation.sorted { $0.key < $1.key }.map { name, texts in
            WireField("annotation.\(name)", .list(texts.map(WireValue.string)))
        }
        return video + state + annotation
    }
}
