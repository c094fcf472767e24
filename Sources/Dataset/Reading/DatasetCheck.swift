import Foundation
import Media

extension LeRobotDataset {
    /// Tests everything: rows, numbers, annotations and clock of every episode, and every picture of every camera. What is
    /// wrong is collected, not thrown, at most one error per episode and camera; an empty list is a sound dataset.
    ///
    /// - Parameter progress: called after each episode with the number of episodes done.
    public func check(progress: (Int) -> Void = { _ in }) -> [any Error] {
        var problems: [any Error] = []
        func attempt(_ test: () throws -> Void) {
            do { try test() } catch { problems.append(error) }
        }
        for (number, episode) in episodes.enumerated() {
            attempt { try checkRows(of: episode) }
            for camera in plan.cameras { attempt { try checkPictures(camera.column, of: episode) } }
            progress(number + 1)
        }
        return problems
    }

    private func checkRows(of episode: Episode) throws {
        let rows = try rows(of: episode)
        try rows.verifyTimestamps(framesPerSecond: info.framesPerSecond)
        if info.version != .v30, let other = rows.table.episodes.keys.first(where: { $0 != episode.index }) {
            throw DatasetError.malformed(
                file: rows.table.file.path, key: "episode_index",
                reason: "is \(other) in the file of episode \(episode.index)")
        }
        let all = Array(0..<episode.length)
        for vector in plan.vectors { _ = try rows.window(vector.slice, key: vector.key, base: 0, deltas: all) }
        for annotation in plan.annotations {
            _ = try rows.texts(column: annotation.column, key: annotation.key, tasks: tasks, base: 0, deltas: all)
        }
    }

    /// Decodes the pictures run by run, so that an episode larger than the memory can be checked.
    private func checkPictures(_ camera: String, of episode: Episode) throws {
        let rows = try rows(of: episode)
        let source = try frameSource(camera, rows: rows)
        try frameCache.verify(source)
        let length = frameCache.holdsEverything ? episode.length : frameCache.longestRun(of: source)
        for start in stride(from: 0, to: episode.length, by: max(1, length)) {
            let range = start..<min(start + length, episode.length)
            let pictures = try frameCache.decode(range, of: source)
            if options.verification != .none { try verifyMotion(pictures, range, source, rows) }
        }
    }
}
