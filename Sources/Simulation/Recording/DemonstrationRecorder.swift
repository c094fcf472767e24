import Dataset
import Foundation

/// Records demonstrations of the scripted expert as a LeRobot v2.1 dataset with `meta/modality.json`, for the data configs
/// `so101_sim` and `so100_dualcam`.
///
/// Attempts have consecutive seeds; those that fail are dropped and counted. The same options give the same files, whatever the
/// number of workers, and whether the recording broke off in between or not.
public struct DemonstrationRecorder {
    /// Constant rate factor of the videos: on so small pictures the usual one blurs what the policy, which sees them as they are
    /// drawn, has to tell apart.
    private static let videoQuality = 12

    private let root: URL
    private let options: RecordingOptions

    /// - Parameter root: the dataset's directory; made if it is not there.
    /// - Throws: ``EpisodeError/badSetting(name:value:allowed:)``, ``EpisodeError/badSeed(_:)``.
    public init(_ root: URL, options: RecordingOptions) throws(EpisodeError) {
        try options.validate()
        self.root = root
        self.options = options
    }

    /// Records until the dataset has as many demonstrations as are wanted. What is there already stays as it is: a recording
    /// that broke off goes on, one that is complete is left alone, and one with other settings is refused.
    ///
    /// - Parameter progress: called after every attempt, and once at the start.
    /// - Returns: where it ended.
    /// - Throws: ``EpisodeError``, `RecordingError` of the dataset, `WorldError`, `PhysicsError`; `CancellationError` where the
    ///   task is cancelled. All finished demonstrations are in the dataset then.
    @discardableResult public nonisolated(nonsending) func record(
        progress: (RecordingProgress) -> Void = { _ in }
    ) async throws -> RecordingProgress {
        let recipe = RecordingRecipe(options)
        let listed = root.appending(path: "meta/episodes.jsonl").path
        // Looked at before the dataset is opened for writing, which would touch a stranger's files.
        if let episodes = FileManager.default.contents(atPath: listed) {
            try recipe.isThat(of: root, isEmpty: episodes.isEmpty)
        }
        let writer = try EpisodeWriter(
            root: root, description: .tabletop(imageSize: options.imageSize), quality: Self.videoQuality)
        var log = try RecordingLog(root, recipe: recipe, episodes: writer.episodeCount)
        let resumed = writer.episodeCount
        let options = options
        func now() -> RecordingProgress {
            RecordingProgress(
                episodes: writer.episodeCount, wanted: options.episodes, resumed: resumed, frames: writer.frameCount,
                dropped: log.dropped)
        }
        progress(now())
        guard writer.episodeCount < options.episodes else { return now() }

        let first = log.attempts.count
        let count = try EpisodeSeeds.training(from: options.seed, count: first).upperBound
        let pool = try EpisodePool(SO101Model.load(), workers: options.workers, imageSize: options.imageSize)
        do {
            try await pool.inOrder(EpisodeSeeds.evaluationStart - count) { runner, index in
                let (spec, noise) = options.attempt(first + index)
                return try await spec.namingErrors {
                    (spec, noise.level, try await runner.demonstration(of: spec, noise: noise))
                }
            } deliver: { spec, noise, demonstration in
                try Task.checkCancellation()
                let attempt = RecordingLog.Attempt(
                    seed: spec.seed, instruction: spec.instruction, noise: noise, outcome: demonstration.outcome,
                    episode: demonstration.outcome.success ? writer.episodeCount : nil)
                try log.append(attempt)
                try writer.add(demonstration)
                progress(now())
                return writer.episodeCount < options.episodes
            }
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
        guard writer.episodeCount == options.episodes else {
            throw EpisodeError.outOfSeeds(episodes: writer.episodeCount)
        }
        return now()
    }
}

extension EpisodeWriter {
    /// Adds a demonstration that succeeded as an episode.
    fileprivate func add(_ demonstration: Demonstration) throws {
        guard demonstration.outcome.success else { return }
        for step in demonstration.steps {
            try add(
                observation: step.observation,
                action: ["single_arm": step.action.arm, "gripper": [step.action.gripper]])
        }
        try finishEpisode()
    }
}
