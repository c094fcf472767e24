import Dataset
import Embodiment
import Foundation
import Parquet
import Transforms

/// The modality map, and a data config against it.
extension DatasetCheckup {
    /// - Returns: the part of the map that can be used to look further.
    mutating func checkModalityMap(_ info: DatasetInfo, fix: Bool) -> ModalityMap {
        begin(ModalityMap.path)
        let (root, url) = (root, root.appending(path: ModalityMap.path))
        var map = ModalityMap(guessedFrom: info)
        if FileManager.default.fileExists(atPath: url.path) {
            let sound = attempt { try ModalityMap(dataset: root, info: info) }
            // Reading stops at the first problem; what can be decoded is looked at entry by entry.
            let decoded = sound ?? (try? JSONDecoder().decode(ModalityMap.self, from: Data(contentsOf: url)))
            guard let decoded else { return usable(map, info, url.path) }
            map = decoded
        } else if fix {
            if attempt({ [map] in try map.write(dataset: root) }) != nil { wrote(ModalityMap.path) }
        } else {
            add("\(DatasetError.noModalityMap(path: url.path))")
        }
        for problem in Self.problems(of: map, info, url.path) { add(problem) }
        map = usable(map, info, url.path)
        let counts = [
            ("joint group", map.state.count + map.action.count), ("camera", map.video.count),
            ("annotation", map.annotation.count),
        ]
        conclude(counts.map { "\($1) \($0)\($1 == 1 ? "" : "s")" }.joined(separator: ", "))
        return map
    }

    /// Every key that the config uses has to be in the map.
    mutating func check(_ config: DataConfig, _ map: ModalityMap) {
        begin("data config \(config.name)")
        for key in config.keys where !map.has(key) {
            let candidates = map.names(key.modality).map { "\(key.modality.rawValue).\($0)" }
            let file = root.appending(path: ModalityMap.path).path
            add("\(DatasetError.unknownKey(key: key.description, file: file, candidates: candidates))")
        }
        conclude("\(config.keys.count) keys")
    }

    /// The map one entry at a time, so that every entry's problem is found.
    private static func entries(of map: ModalityMap) -> [ModalityMap] {
        func only(
            state: [String: VectorSlice] = [:], action: [String: VectorSlice] = [:], video: [String: Source] = [:],
            annotation: [String: Source] = [:]
        ) -> ModalityMap { ModalityMap(state: state, action: action, video: video, annotation: annotation) }
        return map.state.sorted { $0.key < $1.key }.map { only(state: [$0: $1]) }
            + map.action.sorted { $0.key < $1.key }.map { only(action: [$0: $1]) }
            + map.video.sorted { $0.key < $1.key }.map { only(video: [$0: $1]) }
            + map.annotation.sorted { $0.key < $1.key }.map { only(annotation: [$0: $1]) }
    }

    private static func problems(of map: ModalityMap, _ info: DatasetInfo, _ file: String) -> [String] {
        entries(of: map).compactMap { entry in
            do {
                try entry.validate(against: info, file: file)
                return nil
            } catch { return "\(error)" }
        }
    }

    /// The entries that are sound.
    private func usable(_ map: ModalityMap, _ info: DatasetInfo, _ file: String) -> ModalityMap {
        Self.entries(of: map).filter { (try? $0.validate(against: info, file: file)) != nil }
            .reduce(into: ModalityMap(state: [:], action: [:], video: [:], annotation: [:])) { map, entry in
                map.state.merge(entry.state) { first, _ in first }
                map.action.merge(entry.action) { first, _ in first }
                map.video.merge(entry.video) { first, _ in first }
                map.annotation.merge(entry.annotation) { first, _ in first }
            }
    }
}
