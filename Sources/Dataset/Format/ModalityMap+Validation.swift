import Embodiment

extension ModalityMap {
    /// Holds the map against the features of `meta/info.json`. The reference finds out at the first sample, by an index error
    /// or, where a slice runs over the end of a vector, not at all.
    ///
    /// Throws ``DatasetError/unknownKey(key:file:candidates:)``,
    /// ``DatasetError/sliceOutsideVector(key:slice:column:width:file:)`` and ``DatasetError/malformed(file:key:reason:)``.
    ///
    /// - Parameter file: the map's file, for messages.
    public func validate(against info: DatasetInfo, file: String) throws {
        for modality in [Modality.state, .action] {
            for (name, slice) in slices(modality).sorted(by: { $0.key < $1.key }) {
                try validate(slice, name: name, modality, info, file)
            }
        }
        for name in video.keys.sorted() {
            let column = column(camera: name)
            guard let feature = info.features[column], feature.isPicture else {
                throw DatasetError.unknownKey(
                    key: column,
                    file: "the cameras of \(DatasetInfo.path), which \(file), key 'video > \(name)', names",
                    candidates: info.cameras)
            }
        }
        // An annotation may name a column that info.json does not list: hand-made datasets forget it there. Whether the
        // column is there is found when the first file is read.
        for name in annotation.keys where name.isEmpty {
            throw DatasetError.malformed(file: file, key: "annotation", reason: "a name is empty")
        }
    }

    private func validate(
        _ slice: VectorSlice, name: String, _ modality: Modality, _ info: DatasetInfo, _ file: String
    ) throws {
        let key = "\(modality.rawValue) > \(name)"
        guard !name.isEmpty, !name.contains(".") else {
            throw DatasetError.malformed(
                file: file, key: key, reason: "the name of a \(modality.rawValue) must not be empty or hold a dot")
        }
        let column = slice.column(modality)
        guard let feature = info.features[column], feature.isNumeric else {
            throw DatasetError.unknownKey(
                key: column, file: "the vectors of \(DatasetInfo.path), which \(file), key '\(key)', names",
                candidates: info.features.filter(\.value.isNumeric).keys.sorted())
        }
        guard slice.start >= 0, slice.start < slice.end, slice.end <= feature.width else {
            throw DatasetError.sliceOutsideVector(
                key: key, slice: "[\(slice.start), \(slice.end))", column: column, width: feature.width, file: file)
        }
    }
}
