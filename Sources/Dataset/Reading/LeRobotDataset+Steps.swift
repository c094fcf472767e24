import Embodiment
import Foundation
import Media

extension LeRobotDataset {
    /// Step `index` of all episodes, in the order of the episode list.
    ///
    /// Throws ``DatasetError/stepOutOfRange(step:count:)`` and what ``step(episode:row:)`` throws.
    public subscript(index: Int) -> Sample {
        get throws {
            let (episode, row) = try location(of: index)
            return try step(episode: episode, row: row)
        }
    }

    /// The step in row `row` (from 0) of the episode with index `index`.
    ///
    /// Each modality has its own steps around it (``modalityConfigs``). Outside the episode, pictures and instructions repeat
    /// the first or last; joint groups do so if they are absolute, else they are zero.
    ///
    /// - Parameter pictures: without them no video is opened and the sample has none.
    public func step(episode index: Int, row: Int, pictures: Bool = true) throws -> Sample {
        let episode = try episode(index)
        guard (0..<episode.length).contains(row) else {
            throw DatasetError.rowOutOfRange(row: row, episode: index, length: episode.length)
        }
        let rows = try rows(of: episode)
        var sample = Sample(observation: Observation(), action: [:], episode: index, row: row)
        for vector in plan.vectors {
            let matrix = try rows.window(vector.slice, key: vector.key, base: row, deltas: vector.deltas)
            if vector.key.modality == .state {
                sample.observation.state[vector.key.name] = matrix
            } else {
                sample.action[vector.key.name] = matrix
            }
        }
        if let deltas = plan.progress {
            let values = deltas.map { Double(min(max(row + $0, 0), episode.length - 1)) / Double(episode.length) }
            sample.action[StepPlan.progressKey.name] = Matrix(rows: deltas.count, columns: 1, values: values)
        }
        for annotation in plan.annotations {
            sample.observation.annotation[annotation.key.name] = try rows.texts(
                column: annotation.column, key: annotation.key, tasks: tasks, base: row, deltas: annotation.deltas)
        }
        for camera in pictures ? plan.cameras : [] {
            let frames = try rows.frames(framesPerSecond: info.framesPerSecond, base: row, deltas: camera.deltas)
            sample.observation.video[camera.name] = try images(frames, camera: camera.column, rows: rows)
        }
        return sample
    }

    /// A joint group over a whole episode, [L, D]. The key must be one of ``modalityConfigs``.
    public func series(_ key: ModalityKey, episode index: Int) throws -> Matrix {
        guard let vector = plan.vectors.first(where: { $0.key == key }) else {
            throw DatasetError.unknownKey(
                key: key.description, file: "the joint groups of the data config",
                candidates: plan.vectors.map(\.key.description))
        }
        let episode = try episode(index)
        return try rows(of: episode).window(vector.slice, key: key, base: 0, deltas: Array(0..<episode.length))
    }

    /// Decodes an episode's pictures ahead of their use, as far as they fit into the cache.
    public func prefetch(episode index: Int) throws {
        let episode = try episode(index)
        let rows = try rows(of: episode)
        for camera in plan.cameras {
            let source = try frameSource(camera.column, rows: rows)
            let length = try frameCache.runLength(of: source)
            _ = try images(Array(stride(from: 0, to: episode.length, by: length)), camera: camera.column, rows: rows)
        }
    }

    /// Pictures of a camera feature, by their numbers in the episode.
    func images(_ frames: [Int], camera: String, rows: EpisodeRows) throws -> [Image] {
        let source = try frameSource(camera, rows: rows)
        return try frameCache.images(frames, of: source) { range, images in
            guard options.verification != .none else { return }
            if images.count < Self.fewestPicturesToCompare {
                try verifyMotionOnce(source, rows)
            } else {
                try verifyMotion(images, range, source, rows)
            }
        }
    }
}
