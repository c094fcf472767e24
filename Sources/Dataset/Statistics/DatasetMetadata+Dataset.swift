import Embodiment

extension LeRobotDataset {
    /// What normalisation needs to know of this dataset: the statistics and the shape of every key of its modality map.
    ///
    /// Throws ``DatasetError/badStatistics(key:file:reason:)`` where the statistics lack a column or part of it.
    public func metadata(embodimentTag: EmbodimentTag) throws -> DatasetMetadata {
        return DatasetMetadata(
            statistics: try jointGroupStatistics(statistics()),
            modalities: DatasetModalities(
                video: try videoMetadata(), state: vectorMetadata(.state), action: vectorMetadata(.action)),
            embodimentTag: embodimentTag)
    }

    /// Statistics per joint group, of those per column (``statistics(recompute:)``).
    ///
    /// Throws ``DatasetError/badStatistics(key:file:reason:)`` where the statistics lack a column or part of it.
    public func jointGroupStatistics(_ columns: [String: Statistics]) throws -> DatasetStatistics {
        DatasetStatistics(state: try statistics(.state, columns), action: try statistics(.action, columns))
    }

    /// Statistics per joint group: slices of those of the column. `action.task_progress`, if wanted, has the reference's.
    private func statistics(
        _ modality: Modality, _ columns: [String: Statistics]
    ) throws -> [String: Statistics] {
        var groups: [String: Statistics] = [:]
        for (name, slice) in modalityMap.slices(modality) {
            groups[name] = try Self.statistics(slice, of: slice.column(modality), columns)
        }
        if modality == .action, plan.progress != nil {
            groups[StepPlan.progressKey.name] = Statistics(
                max: [1], min: [0], mean: [0.5], std: [0.2887], q01: [0.01], q99: [0.99])
        }
        return groups
    }

    private static func statistics(
        _ slice: VectorSlice, of column: String, _ columns: [String: Statistics]
    ) throws -> Statistics {
        let file = "the statistics of the dataset (\(StatisticsFile.lerobotPath) or \(StatisticsFile.path))"
        guard let all = columns[column] else {
            throw DatasetError.badStatistics(key: column, file: file, reason: "is missing")
        }
        func part(_ name: String, _ values: [Double]) throws -> [Double] {
            guard values.count >= slice.end, values.allSatisfy(\.isFinite) else {
                throw DatasetError.badStatistics(
                    key: "\(column) > \(name)", file: file,
                    reason: "has \(values.count) finite numbers where modality.json needs \(slice.end)")
            }
            return Array(values[slice.start..<slice.end])
        }
        return try Statistics(
            max: part("max", all.max), min: part("min", all.min), mean: part("mean", all.mean),
            std: part("std", all.std), q01: part("q01", all.q01), q99: part("q99", all.q99))
    }

    private func vectorMetadata(_ modality: Modality) -> [String: StateActionMetadata] {
        var groups = modalityMap.slices(modality).mapValues {
            StateActionMetadata(
                absolute: $0.absolute, rotationType: $0.rotationType, shape: [$0.width], continuous: $0.isContinuous)
        }
        if modality == .action, plan.progress != nil {
            groups[StepPlan.progressKey.name] = StateActionMetadata(
                absolute: true, rotationType: nil, shape: [1], continuous: true)
        }
        return groups
    }

    /// Size and rate of the pictures of every camera in the modality map, by its name.
    ///
    /// Throws ``DatasetError/unknownKey(key:file:candidates:)`` for a camera that the dataset lacks.
    public func videoMetadata() throws -> [String: VideoMetadata] {
        var cameras: [String: VideoMetadata] = [:]
        for name in modalityMap.video.keys {
            let column = modalityMap.column(camera: name)
            guard let feature = info.features[column], let size = feature.pictureSize else {
                throw DatasetError.unknownKey(
                    key: column, file: "the cameras of \(DatasetInfo.path)", candidates: info.cameras)
            }
            cameras[name] = VideoMetadata(
                resolution: [size.width, size.height], channels: size.channels,
                fps: feature.video?.framesPerSecond ?? info.framesPerSecond)
        }
        return cameras
    }
}
