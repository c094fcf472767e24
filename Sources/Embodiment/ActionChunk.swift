/// What the robot is to do next: per joint group, [horizon, D], in the units of the dataset. Keys are the names without the
/// `action.` prefix.
public struct ActionChunk: Sendable, Equatable {
    public var actions: [String: Matrix]

    public init(actions: [String: Matrix]) { self.actions = actions }

    /// Steps in the chunk.
    public var horizon: Int { actions.values.first?.rows ?? 0 }
}
