/// What is said of a step while a run is under way.
public struct StepReport: Sendable {
    /// Steps made, this one included.
    public let step: Int
    public let maxSteps: Int
    public let loss: Double
    /// Of what is foreseen (``StepResult/alignment``); `nil` where nothing is.
    public let alignment: Double?
    /// Before clipping.
    public let gradientNorm: Double
    /// Of this step.
    public let learningRate: Double
    /// Share of the time since the last report that was spent waiting for data.
    public let dataWaitShare: Double
    public let seconds: Double
    /// Samples of all processes per second.
    public let samplesPerSecond: Double
    /// Squared error per joint group, by its name; of this process.
    public let groupLosses: [(name: String, loss: Double)]
    /// Whether the weights were changed.
    public let isSkipped: Bool
}

/// What a run tells while it goes on. All are called on the thread that trains.
public struct TrainingObserver: Sendable {
    /// After every step.
    public var onStep: @Sendable (StepReport) -> Void
    /// For people: what is happening, what was left out and why.
    public var note: @Sendable (String) -> Void
    /// Asked after every step: whether to save and stop.
    public var shouldStop: @Sendable () -> Bool

    public init(
        onStep: @escaping @Sendable (StepReport) -> Void = { _ in },
        note: @escaping @Sendable (String) -> Void = { _ in },
        shouldStop: @escaping @Sendable () -> Bool = { false }
    ) {
        self.onStep = onStep
        self.note = note
        self.shouldStop = shouldStop
    }
}
