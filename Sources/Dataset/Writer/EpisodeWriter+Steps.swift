import Media

/// Checks of one step, before anything of it is kept.
extension EpisodeWriter {
    /// The groups' rows in order, as the 32-bit numbers that are stored.
    func row(
        _ values: [String: [Double]], of groups: [DatasetDescription.JointGroup], _ section: String, _ step: Int
    ) throws -> [Float] {
        try requireKeys(Set(values.keys), groups.map(\.name), section, step)
        return try groups.flatMap { group in
            let row = values[group.name] ?? []
            guard row.count == group.width else {
                throw RecordingError.wrongWidth(
                    key: "\(section).\(group.name)", step: step, found: row.count, expected: group.width)
            }
            let stored = row.map(Float.init)
            if let index = stored.firstIndex(where: { !$0.isFinite }) {
                throw RecordingError.notFinite(key: "\(section).\(group.name)", step: step, index: index)
            }
            return stored
        }
    }

    /// The cameras' images in order.
    func images(_ frames: [String: Image], _ step: Int) throws -> [Image] {
        try requireKeys(Set(frames.keys), description.cameras.map(\.name), "video", step)
        return try description.cameras.compactMap { camera in
            guard let image = frames[camera.name] else { return nil }
            guard image.width == camera.width, image.height == camera.height else {
                throw RecordingError.wrongFrameSize(
                    key: "video.\(camera.name)", step: step, found: "\(image.width)x\(image.height)",
                    expected: "\(camera.width)x\(camera.height)")
            }
            return image
        }
    }

    private func requireKeys(_ found: Set<String>, _ known: [String], _ section: String, _ step: Int) throws {
        func full(_ names: some Sequence<String>) -> [String] { names.map { "\(section).\($0)" } }
        let missing = known.filter { !found.contains($0) }
        guard missing.isEmpty else { throw RecordingError.missingKeys(full(missing), step: step) }
        let unknown = found.subtracting(known)
        guard unknown.isEmpty else {
            throw RecordingError.unknownKeys(full(unknown.sorted()), known: full(known))
        }
    }
}
