import Embodiment

/// What a step consists of: the modality configs, resolved against the dataset's modality map.
struct StepPlan: Sendable {
    var vectors: [Vector] = []
    var cameras: [Camera] = []
    var annotations: [Annotation] = []
    /// Deltas of the made-up action `task_progress`, if wanted.
    var progress: [Int]?

    struct Vector: Sendable {
        let key: ModalityKey
        let slice: VectorSlice
        let deltas: [Int]
    }

    struct Camera: Sendable {
        let name: String
        let column: String
        let deltas: [Int]
    }

    struct Annotation: Sendable {
        let key: ModalityKey
        let column: String
        let deltas: [Int]
    }

    /// How far the task is done, row / L: the reference's extra action, which is in no file.
    static let progressKey = ModalityKey(.action, "task_progress")

    /// Throws ``DatasetError/unknownKey(key:file:candidates:)`` for a key that the map lacks.
    init(_ configs: [String: ModalityConfig], map: ModalityMap) throws {
        var seen: Set<ModalityKey> = []
        for (_, config) in configs.sorted(by: { $0.key < $1.key }) {
            for key in config.modalityKeys {
                guard seen.insert(key).inserted else {
                    throw DatasetError.malformed(
                        file: "the data config", key: key.description, reason: "is wanted twice")
                }
                guard config.deltaIndices.allSatisfy({ $0.magnitude <= 1_000_000_000 }) else {
                    throw DatasetError.malformed(
                        file: "the data config", key: key.description, reason: "a delta index is out of all proportion")
                }
                try add(key, config.deltaIndices, map)
            }
        }
    }

    private mutating func add(_ key: ModalityKey, _ deltas: [Int], _ map: ModalityMap) throws {
        func unknown(_ candidates: some Sequence<String>) -> DatasetError {
            .unknownKey(
                key: key.description, file: ModalityMap.path,
                candidates: candidates.sorted().map { "\(key.modality.rawValue).\($0)" })
        }
        switch key.modality {
        case .state, .action:
            let slices = map.slices(key.modality)
            if let slice = slices[key.name] {
                vectors.append(Vector(key: key, slice: slice, deltas: deltas))
            } else if key == Self.progressKey {
                progress = deltas
            } else {
                throw unknown(slices.keys)
            }
        case .video:
            guard map.video[key.name] != nil else { throw unknown(map.video.keys) }
            cameras.append(Camera(name: key.name, column: map.column(camera: key.name), deltas: deltas))
        case .annotation:
            guard map.annotation[key.name] != nil else { throw unknown(map.annotation.keys) }
            annotations.append(Annotation(key: key, column: map.column(annotation: key.name), deltas: deltas))
        }
    }

    /// Columns of the parquet files that steps are made of.
    var columns: [String] {
        let names =
            vectors.map { $0.slice.column($0.key.modality) } + annotations.map(\.column)
            + ["timestamp"]
        return Set(names).sorted()
    }

    /// Every key of the map, in the order of the vectors: observations of the current step, and the 16 next actions, as in
    /// the reference's N1.5 data configs.
    static func everything(_ map: ModalityMap) -> [String: ModalityConfig] {
        func keys(_ modality: Modality) -> [ModalityKey] {
            map.slices(modality)
                .sorted { ($0.value.column(modality), $0.value.start) < ($1.value.column(modality), $1.value.start) }
                .map { ModalityKey(modality, $0.key) }
        }
        let configs = [
            "video": ModalityConfig(deltaIndices: [0], modalityKeys: map.video.keys.sorted().map { .init(.video, $0) }),
            "state": ModalityConfig(deltaIndices: [0], modalityKeys: keys(.state)),
            "action": ModalityConfig(deltaIndices: Array(0..<16), modalityKeys: keys(.action)),
            "language": ModalityConfig(
                deltaIndices: [0], modalityKeys: map.annotation.keys.sorted().map { .init(.annotation, $0) }),
        ]
        return configs.filter { !$0.value.modalityKeys.isEmpty }
    }
}
