/// How long an evaluation took; apart from all else, because it differs from run to run.
public struct EvaluationTiming: Sendable, Equatable, Encodable {
    /// From the first episode to the last, in seconds of the clock on the wall.
    public var seconds: Double
    /// Episodes at once.
    public var workers: Int
    /// Control steps of all episodes in a second of the clock on the wall, pictures and policy included.
    public var stepsPerSecond: Double
    /// Mean of the episodes, each by itself: with several workers they overlap.
    public var secondsPerEpisode: Double
    /// The policy's own time for a chunk. Where a policy says how long its stages took, the wait for other episodes is
    /// not in it.
    public var inference: CallTimes

    /// - Parameters:
    ///   - seconds: of the whole evaluation.
    ///   - episodeSeconds: of each episode.
    ///   - callSeconds: of each chunk.
    public init(
        seconds: Double = 0, workers: Int = 1, steps: Int = 0, episodeSeconds: [Double] = [], callSeconds: [Double] = []
    ) {
        self.seconds = seconds
        self.workers = workers
        stepsPerSecond = seconds > 0 ? Double(steps) / seconds : 0
        secondsPerEpisode =
            episodeSeconds.isEmpty ? 0 : episodeSeconds.reduce(0, +) / Double(episodeSeconds.count)
        inference = CallTimes(callSeconds)
    }

    enum CodingKeys: String, CodingKey {
        case seconds, workers, inference
        case stepsPerSecond = "steps_per_second"
        case secondsPerEpisode = "seconds_per_episode"
    }
}
