/// How far a recording is.
public struct RecordingProgress: Sendable, Equatable {
    /// Demonstrations in the dataset, and how many it is to have.
    public var episodes: Int
    public var wanted: Int
    /// Those of them that were there before.
    public var resumed: Int
    /// Steps in the dataset.
    public var frames: Int
    /// Attempts that failed and are not in the dataset.
    public var dropped: [DroppedAttempt]

    /// Demonstrations that were recorded now.
    public var recorded: Int { episodes - resumed }
}

/// An attempt of the expert that failed.
public struct DroppedAttempt: Sendable, Equatable, Codable {
    public var seed: Int
    public var task: TaskKind
    public var cause: FailureCause

    public init(seed: Int, task: TaskKind, cause: FailureCause) {
        self.seed = seed
        self.task = task
        self.cause = cause
    }
}
