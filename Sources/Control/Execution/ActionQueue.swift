import Embodiment

/// The chunk that a robot is executing, step by step. A newer chunk takes its place at the step that is due by then.
public struct ActionQueue: Sendable {
    private var chunk: ActionChunk?
    private var end = 0
    /// Steps of the newest chunk that were executed, or were passed over because their time had gone: what a request says as
    /// its executed steps.
    public private(set) var executedSteps = 0

    public init() {}

    /// Steps that are left.
    public var remaining: Int { end - executedSteps }

    /// Puts `chunk` in the place of what is left.
    ///
    /// - Parameters:
    ///   - elapsed: steps that went by since the observation that `chunk` answers; as many of its first steps are passed over.
    ///     0 for a robot that holds still while it waits.
    ///   - limit: steps of the chunk that may be executed, counted from its first; all where absent.
    /// - Throws: ``ControlError/unevenChunk(_:)``; then the queue is as before.
    public mutating func replace(
        with chunk: ActionChunk, elapsed: Int = 0, limit: Int? = nil
    ) throws(ControlError) {
        let horizon = try chunk.checkedHorizon()
        end = min(max(limit ?? horizon, 0), horizon)
        executedSteps = min(max(elapsed, 0), end)
        self.chunk = chunk
    }

    /// The targets of the step that is due, per joint group; `nil` when the chunk is used up, and a robot must hold still.
    public var due: [String: [Double]]? {
        guard let chunk, executedSteps < end else { return nil }
        return chunk.step(executedSteps)
    }

    /// The targets that are due, which then count as executed.
    public mutating func next() -> [String: [Double]]? {
        guard let due else { return nil }
        executedSteps += 1
        return due
    }

    /// Forgets the chunk.
    public mutating func clear() { self = ActionQueue() }
}
