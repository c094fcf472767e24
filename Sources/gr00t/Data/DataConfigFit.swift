import Dataset
import Embodiment
import Foundation
import Model
import Transforms

/// Whether a data config can be used with a dataset: all of its keys have to be in the dataset's modality map.
struct DataConfigFit: Encodable {
    let name: String
    let missing: [String]
    /// Keys of the config.
    let keyCount: Int

    var fits: Bool { missing.isEmpty }

    init(_ config: DataConfig, _ map: ModalityMap) {
        name = config.name
        let keys = config.keys
        keyCount = keys.count
        missing = keys.filter { !map.has($0) }.map(\.description)
    }

    /// The robot of a built-in config, as NVIDIA's checkpoint of N1.5 knows it.
    var embodimentTag: EmbodimentTag {
        if name.hasPrefix("fourier_gr1") { return .gr1 }
        return ModelFamily.n15.embodimentTags.first { $0.rawValue == name } ?? .newEmbodiment
    }

    /// The built-in configs, those that fit first, then by how much is missing; among equals those of the dataset's robot first.
    static func builtIn(for map: ModalityMap, robot: String?) -> [DataConfigFit] {
        func isOfRobot(_ fit: DataConfigFit) -> Bool { robot.map { fit.name.hasPrefix($0) } ?? false }
        // The sort is stable: among equals the reference's order stays.
        return DataConfig.all.map { DataConfigFit($0, map) }.sorted {
            $0.missing.count == $1.missing.count
                ? isOfRobot($0) && !isOfRobot($1) : $0.missing.count < $1.missing.count
        }
    }
}

extension DataConfig {
    /// All keys: cameras, states, actions, instruction.
    var keys: [ModalityKey] {
        modality.video.modalityKeys + modality.state.modalityKeys + modality.action.modalityKeys
            + modality.language.modalityKeys
    }
}

extension ModalityMap {
    /// The reference's own action, which no dataset has to name: how far the task is done.
    private static let progress = ModalityKey(.action, "task_progress")

    /// Whether samples can have `key`.
    func has(_ key: ModalityKey) -> Bool { key == Self.progress || names(key.modality).contains(key.name) }

    /// Names under one modality, sorted; joint groups in the order of their numbers.
    func names(_ modality: Modality) -> [String] {
        switch modality {
        case .video: video.keys.sorted()
        case .annotation: annotation.keys.sorted()
        case .state, .action:
            slices(modality)
                .sorted {
                    ($0.value.column(modality), $0.value.start, $0.key) < (
                        $1.value.column(modality), $1.value.start, $1.key
                    )
                }
                .map(\.key)
        }
    }
}
